// All words a person sees come from here. English is part of the app; another language is fetched when it is wanted.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en";
import { keepLanguage, type Language, languageAtStart, PSEUDO } from "./languages";

/** Speak the language that fits; resolves when its words are there. */
export async function startLanguage(language = languageAtStart()) {
  i18next.on("languageChanged", (now) => {
    document.documentElement.lang = now;
  });
  await i18next.use(initReactI18next).init({
    resources: { en },
    lng: "en",
    fallbackLng: "en",
    ns: Object.keys(en),
    defaultNS: "common",
    interpolation: { escapeValue: false }, // React does
    react: { useSuspense: false },
  });
  await speak(language);
}

/** Change the language, now. Whoever shows words is drawn anew (main.tsx). */
export async function speak(language: Language | typeof PSEUDO) {
  if (!i18next.hasResourceBundle(language, "common")) {
    // Without the server there is no German; English is better than nothing.
    const words = await wordsOf(language).catch(() => null);
    if (!words) return void (await i18next.changeLanguage("en"));
    for (const [room, bundle] of Object.entries(words)) i18next.addResourceBundle(language, room, bundle);
  }
  await i18next.changeLanguage(language);
}

/** Choose a language for this browser; null leaves it to the browser. */
export async function chooseLanguage(language: Language | typeof PSEUDO | null) {
  keepLanguage(language);
  await speak(language ?? languageAtStart(""));
}

async function wordsOf(language: Language | typeof PSEUDO) {
  if (language === "de") return (await import("./de")).de;
  if (language === PSEUDO) return (await import("./pseudo")).pseudo(en);
  return en;
}

/** For words outside of components, at the moment they are shown: `t("people:merge")`. Never at the top of a file. */
export const t = i18next.t.bind(i18next) as typeof i18next.t;
