import { act, fireEvent, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useGlobalKeys } from "./useGlobalKeys";

const navigate = vi.fn();
vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<typeof import("@tanstack/react-router")>()),
  useRouter: () => ({ navigate }),
}));

/** A screen on which some letters mean something. */
let taken = "";
const heard: string[] = [];
const screen = (event: KeyboardEvent) => {
  if (!taken.includes(event.key)) return;
  event.preventDefault();
  heard.push(event.key);
};
beforeEach(() => document.documentElement.addEventListener("keydown", screen));
afterEach(() => {
  document.documentElement.removeEventListener("keydown", screen);
  navigate.mockClear();
  heard.length = 0;
});

async function press(...keys: string[]) {
  for (const key of keys) {
    fireEvent.keyDown(document.body, { key });
    await act(() => new Promise((done) => setTimeout(done, 1)));
  }
}

describe("useGlobalKeys", () => {
  test("goes to a place with g and its letter, also where the letter means something", async () => {
    taken = "i";
    renderHook(() => useGlobalKeys());

    await press("g", "i");

    expect(navigate).toHaveBeenCalledWith({ to: "/insights" });
    expect(heard).toEqual([]);
  });

  test("leaves the letter to the screen where g began nothing", async () => {
    taken = "gi";
    renderHook(() => useGlobalKeys());

    await press("i", "g", "i");

    expect(navigate).not.toHaveBeenCalled();
    expect(heard).toEqual(["i", "g", "i"]);
  });
});
