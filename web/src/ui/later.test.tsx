import { MantineProvider } from "@mantine/core";
import { notifications, notificationsStore } from "@mantine/notifications";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { later } from "./later";
import { laterPage } from "./laterPage";
import { Messages } from "./Messages";
import { PageFailed } from "./states";

const away = new TypeError("Failed to fetch dynamically imported module: http://kenfolk/assets/Part.js");
/** Code that cannot be fetched the first time. */
const onceAway = () => vi.fn(async () => ({ Part: () => <p>Here I am</p> })).mockRejectedValueOnce(away);

afterEach(() => {
  vi.useRealTimers();
  notifications.clean();
});

describe("later", () => {
  test("tells that a part could not be fetched, and fetches it when it is wanted again", async () => {
    const usePart = later(onceAway());
    function Screen() {
      const [wanted, setWanted] = useState(false);
      const part = usePart(wanted, () => setWanted(false));
      if (part) return <part.Part />;
      return (
        <button type="button" onClick={() => setWanted(true)}>
          Open
        </button>
      );
    }
    render(<Screen />);

    fireEvent.click(screen.getByText("Open"));
    await vi.waitFor(() => expect(notificationsStore.getState().notifications).toHaveLength(1));
    expect(screen.queryByText("Here I am")).toBeNull();
    fireEvent.click(screen.getByText("Open"));

    expect(await screen.findByText("Here I am")).toBeTruthy();
  });

  test("asks by itself for what nobody can ask for", async () => {
    vi.useFakeTimers();
    const load = onceAway();
    const usePart = later(load);
    function Screen() {
      const part = usePart(true);
      return <>All else {part && <part.Part />}</>;
    }
    render(<Screen />);

    await act(() => vi.advanceTimersByTimeAsync(100));
    expect(screen.getByText("All else")).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(10_000));

    expect(screen.getByText("Here I am")).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(2);
    expect(notificationsStore.getState().notifications).toEqual([]);
  });
});

describe("Messages", () => {
  test("leave the app where it is when what shows them cannot be fetched", async () => {
    vi.mock("./Toasts", () => {
      throw new TypeError("Failed to fetch dynamically imported module");
    });
    render(
      <MantineProvider>
        All else <Messages />
      </MantineProvider>,
    );

    act(() => void notifications.show({ message: "Something" }));
    await act(() => new Promise((done) => setTimeout(done, 100)));

    expect(screen.getByText("All else")).toBeTruthy();
  });
});

describe("laterPage", () => {
  test("fetches a page that could not be fetched when it is tried again", async () => {
    const root = createRootRoute({ component: Outlet });
    const page = createRoute({ getParentRoute: () => root, path: "/", component: laterPage(onceAway(), "Part") });
    // The server was away, and it was told already that a reload would lose the page.
    sessionStorage.setItem(`tanstack_router_reload:${away.message}`, "1");
    const router = createRouter({
      routeTree: root.addChildren([page]),
      history: createMemoryHistory(),
      defaultErrorComponent: PageFailed,
    });
    render(
      <MantineProvider>
        <RouterProvider router={router as never} />
      </MantineProvider>,
    );

    fireEvent.click(await screen.findByText("Try again"));

    expect(await screen.findByText("Here I am")).toBeTruthy();
  });
});
