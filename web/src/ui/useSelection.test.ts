import { act, renderHook } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { useSelection } from "./useSelection";

const order = [10, 20, 30, 40, 50];

describe("useSelection", () => {
  test("picks and lets go one by one", () => {
    const { result } = renderHook(() => useSelection());

    act(() => result.current.toggle(20));
    act(() => result.current.toggle(40));
    act(() => result.current.toggle(20));

    expect([...result.current.chosen]).toEqual([40]);
  });

  test("with shift picks all from the last one to this one", () => {
    const { result } = renderHook(() => useSelection());

    act(() => result.current.toggle(40));
    act(() => result.current.toggle(20, { shift: true, order }));

    expect([...result.current.chosen].sort()).toEqual([20, 30, 40]);
  });
});
