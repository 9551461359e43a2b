import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { queryClient } from "../api/queries";
import { mistakesQuery } from "../people/doubts";
import { MistakesPage } from "./MistakesPage";

const answer = vi.fn();
vi.mock("../people/useMistakeAnswers", () => ({
  useMistakeAnswers: () => ({ gone: new Set(), answer, undo: () => {} }),
}));
vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<typeof import("@tanstack/react-router")>()),
  Link: ({ children }: { children: ReactNode }) => <span>{children}</span>,
}));

test("A key that is held answers one mistake", () => {
  const somebody = (id: number) => ({ id, name: `Person ${id}`, faces: 3, sample: [] });
  const face = { id: 1, photo_id: 2, chip_url: "/chip.jpg", tag: null };
  const mistake = { face, person: somebody(1), other: somebody(2), photo_url: "/photo.jpg" };
  queryClient.setQueryData(mistakesQuery().queryKey, { items: [mistake], total: 1, is_looking: false } as never);
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <MistakesPage />
      </MantineProvider>
    </QueryClientProvider>,
  );

  fireEvent.keyDown(document.body, { key: "2" });
  fireEvent.keyDown(document.body, { key: "2", repeat: true });

  expect(answer).toHaveBeenCalledOnce();
});
