// Every key of every screen, for the `?` dialog and the settings. Whoever gives a screen a key adds its line here.
import { t } from "../locales/i18n";
import { KEYS as REVIEW_KEYS } from "../review/reviewKeys";
import { PLACES } from "../ui/places";

export type KeyLine = { keys: string[]; says: () => string };
export type Screen = { name: string; title: () => string; isHere: (path: string) => boolean; lines: KeyLine[] };

const EVERYWHERE: Screen = {
  name: "everywhere",
  title: () => t("settings:keys.everywhere"),
  isHere: () => true,
  lines: [
    { keys: ["/"], says: () => t("settings:keys.search") },
    { keys: ["?"], says: () => t("settings:keys.help") },
    { keys: ["Esc"], says: () => t("settings:keys.escape") },
    { keys: ["Tab"], says: () => t("settings:keys.tab") },
    ...PLACES.map(({ name, letter }) => ({
      keys: ["G", letter.toUpperCase()],
      says: () => t("settings:keys.goTo", { place: t(`common:places.${name}`) }),
    })),
  ],
};

const PEOPLE: Screen = {
  name: "people",
  title: () => t("places.people"),
  isHere: (path) => path === "/" || path === "/people/hidden",
  lines: [
    { keys: ["Enter"], says: () => t("settings:keys.giveName") },
    { keys: ["←", "→", "↑", "↓"], says: () => t("people:keys.move") },
    { keys: ["␣"], says: () => t("people:keys.pick") },
    { keys: ["Shift", "Click"], says: () => t("settings:keys.range") },
    { keys: ["M"], says: () => t("people:keys.merge") },
    { keys: ["H"], says: () => t("people:keys.hide") },
    { keys: ["U"], says: () => t("people:keys.undo") },
    { keys: ["A"], says: () => t("people:keys.letter") },
    { keys: ["Esc"], says: () => t("settings:keys.clear") },
  ],
};

const UNNAMED: Screen = {
  name: "unnamed",
  title: () => t("people:unnamed.title"),
  isHere: (path) => path === "/people/unnamed",
  lines: [{ keys: ["Enter"], says: () => t("settings:keys.giveName") }],
};

const GROUP: Screen = {
  name: "group",
  title: () => t("settings:keys.onGroup"),
  isHere: (path) => path.startsWith("/groups"),
  lines: [
    { keys: ["Enter"], says: () => t("settings:keys.giveName") },
    { keys: ["1", "5"], says: () => t("review:keys.pick") },
    { keys: ["␣"], says: () => t("review:keys.out") },
    { keys: ["Shift", "Click"], says: () => t("settings:keys.allBetween") },
  ],
};

const isPerson = (path: string) => /^\/people\/\d/.test(path);

const FACES: Screen = {
  name: "faces",
  title: () => t("settings:keys.onFaces"),
  isHere: isPerson,
  lines: [
    { keys: ["←", "→", "↑", "↓"], says: () => t("review:keys.move") },
    { keys: ["␣"], says: () => t("people:keys.pick") },
    { keys: ["Shift", "→"], says: () => t("settings:keys.grow") },
    { keys: ["Shift", "Click"], says: () => t("settings:keys.allBetween") },
    { keys: ["Ctrl", "A"], says: () => t("settings:keys.all") },
    { keys: ["Esc"], says: () => t("settings:keys.clear") },
  ],
};

const SUGGESTIONS: Screen = {
  name: "suggestions",
  title: () => t("settings:keys.onSuggestions"),
  isHere: isPerson,
  lines: [
    { keys: ["←", "→", "↑", "↓"], says: () => t("review:keys.move") },
    { keys: ["␣"], says: () => t("review:keys.out") },
    { keys: ["Enter"], says: () => t("review:keys.yes") },
  ],
};

const MISTAKES: Screen = {
  name: "mistakes",
  title: () => t("people:mistakes.title"),
  isHere: (path) => path === "/people/mistakes",
  lines: [
    { keys: ["1", "Enter"], says: () => t("settings:keys.right") },
    { keys: ["2"], says: () => t("settings:keys.other") },
    { keys: ["3"], says: () => t("people:mistakes.neither") },
    { keys: ["↑", "↓"], says: () => t("settings:keys.beside") },
    { keys: ["U"], says: () => t("people:keys.undo") },
  ],
};

const MIXED: Screen = {
  name: "mixed",
  title: () => t("people:mixed.title"),
  isHere: (path) => path === "/people/mixed",
  lines: [{ keys: ["U"], says: () => t("people:keys.undo") }],
};

/** Wherever photos stand by month. */
const TIMELINE: Screen = {
  name: "timeline",
  title: () => t("settings:keys.onPhotos"),
  isHere: (path) => path === "/photos" || path === "/search" || isPerson(path),
  lines: [
    { keys: ["←", "→", "↑", "↓"], says: () => t("settings:keys.toPhoto") },
    { keys: ["Enter"], says: () => t("settings:keys.openPhoto") },
    { keys: ["Home", "End"], says: () => t("settings:keys.newestOldest") },
    { keys: ["PgUp", "PgDn"], says: () => t("settings:keys.screenful") },
  ],
};

const SEARCH: Screen = {
  name: "search",
  title: () => t("places.search"),
  isHere: (path) => path === "/search",
  lines: [
    { keys: ["↑", "↓"], says: () => t("settings:keys.offers") },
    { keys: ["Enter"], says: () => t("settings:keys.takeOffer") },
    { keys: ["Esc"], says: () => t("settings:keys.closeOffers") },
  ],
};

const review = (): Screen => ({
  name: "review",
  title: () => t("places.review"),
  isHere: (path) => path.startsWith("/review"),
  lines: REVIEW_KEYS.map(([keys, deed]) => ({
    keys: keys.map((key) => (key === "enter" || key === "space" ? t(`review:keys.names.${key}`) : key)),
    says: () => t(`review:keys.${deed}`),
  })),
});

const PHOTO: Screen = {
  name: "photo",
  title: () => t("settings:keys.onPhoto"),
  isHere: (path) => /^\/photos\/\d/.test(path),
  lines: [
    { keys: ["←", "→"], says: () => t("settings:keys.newerOlder") },
    { keys: ["+", "-"], says: () => t("photos:keys.zoom") },
    { keys: ["0"], says: () => t("photos:keys.whole") },
    { keys: ["↑", "↓"], says: () => t("photos:keys.pan") },
    { keys: ["␣"], says: () => t("photos:keys.slides") },
    { keys: ["B"], says: () => t("settings:keys.boxes") },
    { keys: ["Enter"], says: () => t("settings:keys.who") },
    { keys: ["1", "5"], says: () => t("review:keys.pick") },
    { keys: ["M"], says: () => t("photos:keys.adjust") },
    { keys: ["Del"], says: () => t("photos:keys.notAFace") },
    { keys: ["D"], says: () => t("settings:keys.draw") },
    { keys: ["Shift", "→"], says: () => t("settings:keys.resize") },
    { keys: ["I"], says: () => t("settings:keys.info") },
    { keys: ["U"], says: () => t("people:keys.undo") },
    { keys: ["Esc"], says: () => t("settings:keys.back") },
  ],
};

/** All screens that have keys; the one that is looked at first. */
export const allScreens = (): Screen[] => [
  review(),
  PEOPLE,
  UNNAMED,
  GROUP,
  FACES,
  SUGGESTIONS,
  MISTAKES,
  MIXED,
  SEARCH,
  TIMELINE,
  PHOTO,
  EVERYWHERE,
];
export const screensAt = (path: string) => allScreens().filter((screen) => screen.isHere(path));
