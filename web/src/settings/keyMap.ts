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
  isHere: (path) => path === "/" || path === "/people/hidden" || path.startsWith("/groups"),
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
    { keys: ["M"], says: () => t("photos:keys.adjust") },
    { keys: ["Del"], says: () => t("photos:keys.notAFace") },
    { keys: ["D"], says: () => t("settings:keys.draw") },
    { keys: ["I"], says: () => t("settings:keys.info") },
    { keys: ["U"], says: () => t("people:keys.undo") },
    { keys: ["Esc"], says: () => t("settings:keys.back") },
  ],
};

/** All screens that have keys; the one that is looked at first. */
export const allScreens = (): Screen[] => [review(), PEOPLE, PHOTO, EVERYWHERE];
export const screensAt = (path: string) => allScreens().filter((screen) => screen.isHere(path));
