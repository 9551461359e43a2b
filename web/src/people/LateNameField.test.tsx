import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { LateNameField } from "./LateNameField";
import "./NameField"; // so that it comes quickly

test("A name field keeps the focus and what is typed while it learns to offer people", async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <LateNameField label="Name" onCommit={() => {}} />
      </MantineProvider>
    </QueryClientProvider>,
  );
  const field = screen.getByLabelText("Name");

  act(() => field.focus());
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: "Ad" } });
  await waitFor(() => expect(screen.getByLabelText("Name").getAttribute("maxlength")).not.toBeNull());

  const grown = screen.getByLabelText<HTMLInputElement>("Name");
  expect(grown.value).toBe("Ad");
  expect(document.activeElement).toBe(grown);
});
