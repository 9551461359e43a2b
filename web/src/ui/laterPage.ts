// Pages, whose code the router fetches when they are first visited.
import { lazyRouteComponent } from "@tanstack/react-router";
import { isConnected } from "../api/events";
import { fetchPart } from "./later";

/**
 * The router reloads the window once where code is missing, as after an update. With the server away that would lose
 * all that is on screen, so then it hears of another error.
 */
// biome-ignore lint/suspicious/noExplicitAny: like the router's own
export function laterPage<Module extends Record<string, any>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
) {
  const fetchPage = () =>
    fetchPart(load).catch((error: unknown) => {
      throw isConnected() ? error : new Error(`The server is away: ${error}`);
    });
  return lazyRouteComponent(fetchPage, name);
}
