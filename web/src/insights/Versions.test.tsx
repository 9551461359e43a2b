import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CalibratorVersion } from "../api/types";
import { Versions } from "./Versions";

const version = (number: number, state: CalibratorVersion["state"]): CalibratorVersion => ({
  version: number,
  state,
  made_at: number ? "2026-05-01T12:00:00Z" : null,
  answers: 40 * number,
  champion_loss: number ? 0.2 : null,
  challenger_loss: number ? 0.1 : null,
  reason: "better on events it had not seen",
});

test("Versions can be gone back to where they were in use before", () => {
  const models = [version(3, "lost"), version(2, "champion"), version(1, "rolled_back"), version(0, "retired")];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <Versions models={models} />
      </MantineProvider>
    </QueryClientProvider>,
  );

  const lines = screen.getAllByRole("listitem");

  const canGoBack = lines.map((line) => within(line).queryByRole("button") !== null);
  expect(canGoBack).toEqual([false, false, true, true]);
  expect(lines.map((line) => within(line).getByText(/^(Version \d|As delivered)$/).textContent)).toEqual([
    "Version 3",
    "Version 2",
    "Version 1",
    "As delivered",
  ]);
});
