// All words a person sees come from here. What every screen says is part of the app, in English; the words of a room
// are fetched together with its code (`withWords`), and another language when it is wanted.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { en } from "./en";
import common from "./en/common.json";
import errors from "./en/errors.json";
import { keepLanguage, type Language, languageAtStart, PSEUDO } from "./languages";

export type Room = keyof typeof en;
type Spoken = Language | typeof PSEUDO;

const FILES = import.meta.glob<object>(["./{en,de}/*.json", "!./en/{common,errors}.json"], { import: "default" });

/** What is said everywhere, also where the server is away and nothing can be fetched. */
export const CORE = ["common", "errors"] as const satisfies Room[];
const needed = new Set<Room>(CORE);
let wanted: Spoken = "en";

/** Speak the language that fits; resolves when its words are there. */
export async function startLanguage(language = languageAtStart()) {
  i18next.on("languageChanged", (now) => {
    document.documentElement.lang = now;
  });
  wanted = language;
  await i18next.use(initReactI18next).init({
    resources: { en: { common, errors } },
    lng: "en",
    fallbackLng: "en",
    ns: [...CORE],
    defaultNS: "common",
    interpolation: { escapeValue: false }, // React does
    react: { useSuspense: false },
  });
  await speak(language);
}

/** Change the language, now. Whoever shows words is drawn anew (main.tsx). */
export async function speak(language: Spoken) {
  wanted = language;
  await fetchNeeded().catch(() => {
    // Without the server there is no German; English is better than nothing, and what all say is part of the app.
    wanted = "en";
    return fetchNeeded().catch(() => {});
  });
  await i18next.changeLanguage(wanted);
}

/** Choose a language for this browser; null leaves it to the browser. */
export async function chooseLanguage(language: Spoken | null) {
  keepLanguage(language);
  await speak(language ?? languageAtStart(""));
}

/** Have the words of these rooms at hand, now and in every language that is spoken later. */
export function loadWords(rooms: readonly Room[]) {
  for (const room of rooms) needed.add(room);
  return fetchNeeded();
}

/** Code and the words it says, fetched side by side: `later(withWords(["people"], () => import("./Tile")))`. */
export const withWords =
  <Module>(rooms: readonly Room[], load: () => Promise<Module>) =>
  async () =>
    (await Promise.all([load(), loadWords(rooms)]))[0];

async function fetchNeeded(language = wanted) {
  const missing = [...needed].filter((room) => !i18next.hasResourceBundle(language, room));
  await Promise.all(
    missing.map(async (room) => i18next.addResourceBundle(language, room, await wordsOf(language, room))),
  );
}

async function wordsOf(language: Spoken, room: Room): Promise<object> {
  if (language === PSEUDO) {
    const [{ pseudo }, words] = await Promise.all([import("./pseudo"), wordsOf("en", room)]);
    return pseudo(words as Parameters<typeof pseudo>[0]);
  }
  return i18next.getResourceBundle(language, room) ?? FILES[`./${language}/${room}.json`]?.();
}

/** For words outside of components, at the moment they are shown: `t("people:merge")`. Never at the top of a file. */
export const t = i18next.t.bind(i18next) as typeof i18next.t;
