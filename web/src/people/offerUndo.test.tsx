import { notifications, notificationsStore } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { api } from "../api/client";
import { useUndo } from "./decide";

vi.mock("../history/tell", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

test("What was undone can be redone also where the sentence about it cannot be fetched", async () => {
  notifications.clean();
  vi.spyOn(api, "POST").mockResolvedValue({
    data: { decision: { seq: 7 } },
    response: new Response(null, { status: 200 }),
  } as never);
  const { result } = renderHook(() => useUndo(), {
    wrapper: ({ children }) => <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>,
  });

  await result.current.mutateAsync(6);

  await vi.waitFor(() =>
    expect(notificationsStore.getState().notifications.map(({ id }) => id)).toEqual(["decision-7"]),
  );
});
