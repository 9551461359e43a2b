// Boxes by key: what is said of them, and where the focus goes.
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { DecisionBody, Face } from "../api/types";
import { AdjustBox } from "./AdjustBox";
import { DrawBox } from "./DrawBox";
import { FaceBox } from "./FaceBox";

const told: DecisionBody[] = [];
vi.mock("../people/decide", () => ({
  useDecide: () => async (body: DecisionBody) => {
    told.push(body);
    return { decision: { seq: 100 }, face_id: 7 };
  },
}));
beforeEach(() => {
  told.length = 0;
});

const face = {
  id: 4,
  box: [10, 10, 60, 60],
  photo_id: 1,
  chip_url: "",
  tag: null,
  mark: null,
  suggestion: null,
} as unknown as Face;
const size = { width: 200, height: 100 };
const nothing = () => {};

function Around({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>{children}</MantineProvider>
    </QueryClientProvider>
  );
}

test("A box that is moved is said of the photo as it was when the moving began", async () => {
  const { rerender } = render(<AdjustBox face={face} seq={5} size={size} onDone={nothing} />, { wrapper: Around });

  rerender(<AdjustBox face={face} seq={9} size={size} onDone={nothing} />);
  const box = screen.getByRole("application");
  fireEvent.keyDown(box, { key: "ArrowRight" });
  fireEvent.keyDown(box, { key: "Enter" });

  await waitFor(() => expect(told).toEqual([expect.objectContaining({ kind: "move_box", if_seq: 5 })]));
});

test("Keys of the browser do not move a box", () => {
  render(<AdjustBox face={face} seq={5} size={size} onDone={nothing} />, { wrapper: Around });

  const box = screen.getByRole("application");
  const isLeft = fireEvent.keyDown(box, { key: "ArrowLeft", altKey: true });

  expect(isLeft).toBe(true);
  expect(box.style.left).toBe("5%");
});

test("Delete that is held takes away one face", () => {
  const props = { seq: 1, size, open: false, onOpen: nothing, onAdjust: nothing, onFocus: nothing };
  render(<FaceBox face={face} {...props} />, { wrapper: Around });
  const box = screen.getByRole("button");

  fireEvent.keyDown(box, { key: "Delete" });
  fireEvent.keyDown(box, { key: "Delete", repeat: true });

  expect(told).toHaveLength(1);
});

test("The focus goes to the button that draws when a drawing ends", async () => {
  const draw = (isDrawing: boolean) => (
    <div>
      <button type="button" data-draw />
      {isDrawing && <DrawBox photoId={1} size={size} onDone={nothing} onDrawn={nothing} />}
    </div>
  );
  const { rerender } = render(draw(true), { wrapper: Around });
  expect(document.activeElement).toBe(screen.getByRole("application"));

  rerender(draw(false));

  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button")));
});
