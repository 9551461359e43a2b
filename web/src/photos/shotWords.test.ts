import { describe, expect, test } from "vitest";
import type { ShotNotes } from "../api/types";
import { cameraOf, exposureOf, focalOf, placeWords } from "./shotWords";

const NOTHING: ShotNotes = {
  taken_at: null,
  make: null,
  model: null,
  lens: null,
  exposure_s: null,
  f_number: null,
  iso: null,
  focal_mm: null,
  focal_35mm: null,
  software: null,
  latitude: null,
  longitude: null,
};

describe("cameraOf", () => {
  test("names the maker once", () => {
    expect(cameraOf({ ...NOTHING, make: "FUJIFILM", model: "X-T4" })).toBe("FUJIFILM X-T4");
    expect(cameraOf({ ...NOTHING, make: "NIKON CORPORATION", model: "NIKON D750" })).toBe("NIKON D750");
    expect(cameraOf(NOTHING)).toBeNull();
  });
});

describe("exposureOf", () => {
  test("tells a short time as a part of a second, and a long one in seconds", () => {
    expect(exposureOf({ ...NOTHING, exposure_s: 0.004, f_number: 2.8, iso: 1600 })).toBe("1/250 s · f/2.8 · ISO 1600");
    expect(exposureOf({ ...NOTHING, exposure_s: 2.5 })).toBe("2.5s");
    expect(exposureOf(NOTHING)).toBe("");
  });
});

describe("focalOf", () => {
  test("adds what it is on film only where that differs", () => {
    expect(focalOf({ ...NOTHING, focal_mm: 4.25, focal_35mm: 26 })).toBe("4.3 mm (as 26 mm on 35 mm film)");
    expect(focalOf({ ...NOTHING, focal_mm: 50, focal_35mm: 50 })).toBe("50 mm");
    expect(focalOf({ ...NOTHING, focal_35mm: 28 })).toBe("28 mm");
  });
});

describe("placeWords", () => {
  test("says the quarter of the world", () => {
    expect(placeWords({ ...NOTHING, latitude: 48.1372, longitude: -11.5761 })).toBe("48.13720° N, 11.57610° W");
    expect(placeWords({ ...NOTHING, latitude: -0.5, longitude: 0 })).toBe("0.50000° S, 0.00000° E");
    expect(placeWords(NOTHING)).toBeNull();
  });
});
