// Which language the app speaks: what was chosen here, else the first one of the browser that we have.

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** Accents, brackets and longer words: shows what is not translated, and what does not fit. */
export const PSEUDO = "en-XA";

const KEPT = "kenfolk.language";
const isLanguage = (code: string | null): code is Language => code !== null && code in LANGUAGES;

/** The language that was chosen in the settings; null where the browser decides. */
export function chosenLanguage(): Language | typeof PSEUDO | null {
  const kept = localStorage.getItem(KEPT);
  return isLanguage(kept) || kept === PSEUDO ? kept : null;
}

export function keepLanguage(language: Language | typeof PSEUDO | null) {
  if (language) localStorage.setItem(KEPT, language);
  else localStorage.removeItem(KEPT);
}

/** What to speak at the start. `?lang=pseudo` (or `de`) in the address holds until the page is loaded again. */
export function languageAtStart(address = window.location.search): Language | typeof PSEUDO {
  const asked = new URLSearchParams(address).get("lang");
  if (asked === "pseudo") return PSEUDO;
  if (isLanguage(asked)) return asked;
  return chosenLanguage() ?? browserLanguage();
}

export function browserLanguage(wanted: readonly string[] = navigator.languages): Language {
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? "en";
}

/** The language with the region's habits: who reads English in the USA gets the month before the day. */
export function regional(language: string, wanted: readonly string[] = navigator.languages): string {
  if (language === PSEUDO) return "en";
  const habits = language === "en" ? "en-GB" : language;
  return wanted.find((tag) => tag.includes("-") && tag.toLowerCase().startsWith(`${language}-`)) ?? habits;
}
