// Every address of the web app. A page's code and words are fetched when it is first visited.
import { createRootRoute, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import { readSearch as readHistorySearch } from "../history/filter";
import { withWords } from "../locales/i18n";
import { SORTS, type Sort } from "../people/sorts";
import { readSearch as readPersonSearch } from "../person/search";
import { SESSIONS, type Session } from "../review/session";
import { laterPage } from "../ui/laterPage";
import { Shell } from "../ui/Shell";
import { NotFound, PageFailed } from "../ui/states";

const root = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: () => <NotFound />,
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: (search: Record<string, unknown>): { q?: string; sort?: Sort } => {
    const sort = SORTS.find((known) => known === search.sort);
    return { ...textOf(search, "q"), ...(sort ? { sort } : {}) };
  },
  component: laterPage(
    withWords(["people"], () => import("./PeoplePage")),
    "PeoplePage",
  ),
});

// Whoever shortens the address of a person expects everybody.
const everybody = createRoute({
  getParentRoute: () => root,
  path: "/people",
  beforeLoad: () => {
    throw redirect({ to: "/", replace: true });
  },
});

const hidden = createRoute({
  getParentRoute: () => root,
  path: "/people/hidden",
  component: laterPage(
    withWords(["people"], () => import("./HiddenPage")),
    "HiddenPage",
  ),
});

const unnamed = createRoute({
  getParentRoute: () => root,
  path: "/people/unnamed",
  component: laterPage(
    withWords(["people"], () => import("./UnnamedPage")),
    "UnnamedPage",
  ),
});

const mistakes = createRoute({
  getParentRoute: () => root,
  path: "/people/mistakes",
  component: laterPage(
    withWords(["insights", "people"], () => import("./MistakesPage")),
    "MistakesPage",
  ),
});

const mixed = createRoute({
  getParentRoute: () => root,
  path: "/people/mixed",
  component: laterPage(
    withWords(["people"], () => import("./MixedPage")),
    "MixedPage",
  ),
});

const person = createRoute({
  getParentRoute: () => root,
  path: "/people/$personId",
  params: numberParam("personId"),
  validateSearch: readPersonSearch,
  component: laterPage(
    withWords(["faces", "history", "insights", "people", "person", "photos"], () => import("./PersonPage")),
    "PersonPage",
  ),
});

const group = createRoute({
  getParentRoute: () => root,
  path: "/groups/$groupId",
  params: numberParam("groupId"),
  component: laterPage(
    withWords(["faces", "insights", "people"], () => import("./GroupPage")),
    "GroupPage",
  ),
});

const photos = createRoute({
  getParentRoute: () => root,
  path: "/photos",
  component: laterPage(
    withWords(["photos"], () => import("./PhotosPage")),
    "PhotosPage",
  ),
});

const photo = createRoute({
  getParentRoute: () => root,
  path: "/photos/$photoId",
  params: numberParam("photoId"),
  validateSearch: (search: Record<string, unknown>): { person?: number; q?: string; face?: number } => ({
    ...numberOf(search, "person"),
    ...textOf(search, "q"),
    ...numberOf(search, "face"),
  }),
  component: laterPage(
    withWords(["faces", "insights", "people", "photos"], () => import("./PhotoPage")),
    "PhotoPage",
  ),
});

const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: (search: Record<string, unknown>): { q?: string; face?: number } => ({
    ...textOf(search, "q"),
    ...numberOf(search, "face"),
  }),
  component: laterPage(
    withWords(["faces", "people", "photos", "search"], () => import("./SearchPage")),
    "SearchPage",
  ),
});

type ReviewSearch = { session?: Session; person?: number; purpose?: "audit" };
const sessionOf = (search: Record<string, unknown>) => SESSIONS.find((known) => known === String(search.session));

const review = createRoute({
  getParentRoute: () => root,
  path: "/review",
  validateSearch: (search: Record<string, unknown>): ReviewSearch => ({
    ...(sessionOf(search) ? { session: sessionOf(search) } : {}),
    ...(search.purpose === "audit" ? { purpose: "audit" as const } : {}),
    ...numberOf(search, "person"),
  }),
  component: laterPage(
    withWords(["activity", "people", "review"], () => import("./ReviewPage")),
    "ReviewPage",
  ),
});

const insights = createRoute({
  getParentRoute: () => root,
  path: "/insights",
  component: laterPage(
    withWords(["insights"], () => import("./InsightsPage")),
    "InsightsPage",
  ),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: "/activity",
  component: laterPage(
    withWords(["activity"], () => import("./ActivityPage")),
    "ActivityPage",
  ),
});

const history = createRoute({
  getParentRoute: () => root,
  path: "/history",
  validateSearch: readHistorySearch,
  component: laterPage(
    withWords(["history", "people"], () => import("./HistoryPage")),
    "HistoryPage",
  ),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: laterPage(
    withWords(["people", "photos", "review", "settings"], () => import("./SettingsPage")),
    "SettingsPage",
  ),
});

function textOf<Key extends string>(search: Record<string, unknown>, key: Key): { [K in Key]?: string } {
  const value = search[key];
  return (value === undefined || value === "" ? {} : { [key]: String(value) }) as { [K in Key]?: string };
}

function numberOf<Key extends string>(search: Record<string, unknown>, key: Key): { [K in Key]?: number } {
  const value = Number(search[key]);
  return (Number.isInteger(value) && value > 0 ? { [key]: value } : {}) as { [K in Key]?: number };
}

function numberParam<Name extends string>(name: Name) {
  return {
    // What is no number becomes 0, which nothing has: NaN differs from itself, and the router would never settle.
    parse: (raw: Record<Name, string>) => ({ [name]: Number(raw[name]) || 0 }) as Record<Name, number>,
    stringify: (params: Record<Name, number>) => ({ [name]: String(params[name]) }) as Record<Name, string>,
  };
}

export const router = createRouter({
  routeTree: root.addChildren([
    people,
    everybody,
    hidden,
    unnamed,
    mistakes,
    mixed,
    person,
    group,
    photos,
    photo,
    search,
    review,
    insights,
    activity,
    history,
    settings,
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
