import { describe, expect, it } from "vitest";
import { problemOf, subjectOf } from "./problemWords";

describe("a problem", () => {
  it("says what is wrong and what to do, and repeats the server only where its own words are not enough", () => {
    expect(problemOf("damaged")).toMatchObject({ title: "Damaged or incomplete", plain: true });
    expect(problemOf("too_many_pixels").title).toBe(problemOf("too_many_bytes").title);
    expect(problemOf("of a newer server")).toMatchObject({ title: "Something else", plain: false });
    expect(problemOf("unforeseen").plain).toBe(false);
  });
});

describe("what failed", () => {
  it("is told by its file", () => {
    const photo = { step: "photos.read", subject: "2019/a, which is gone.jpg", photo_id: 3 };

    expect(subjectOf(photo)).toBe("2019/a, which is gone.jpg");
    expect(subjectOf({ step: "faces.embed", subject: "face 7 in trip/b.jpg", photo_id: 3 })).toBe(
      "A face in trip/b.jpg",
    );
  });

  it("has words where there is no file any more", () => {
    expect(subjectOf({ step: "faces.embed", subject: "face 7 in a photo that is gone", photo_id: null })).toBe(
      "A face of a photo that is gone",
    );
    expect(subjectOf({ step: "photos.read", subject: "photo 3, which is gone", photo_id: 3 })).toBe(
      "A photo that is gone",
    );
    expect(subjectOf({ step: "people.learn", subject: "decision 12", photo_id: null })).toBe("Answer number 12");
  });
});
