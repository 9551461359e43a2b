// A language for tests: [Šéàŕçĥ ~~~]. What shows up without brackets was not translated; what is cut off is too narrow.
const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = [..."àƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"];

type Bundle = { [key: string]: string | Bundle };

/** Placeholders, tags and nestings stay as they are. */
const KEPT = /(\{\{.*?\}\}|<\/?\w+ ?\/?>|\$t\(.*?\))/;

/** Return a text with accents, in brackets, and 40 % longer. */
export function pseudoText(text: string): string {
  const parts = text.split(KEPT);
  const words = parts.filter((_, at) => at % 2 === 0).join("");
  const accented = parts.map((part, at) =>
    at % 2 ? part : [...part].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join(""),
  );
  const longer = "one two three four five six seven eight nine ten ".repeat(9).slice(0, Math.ceil(words.length * 0.4));
  return `[${accented.join("")} ${longer.trim() || "~"}]`;
}

export function pseudo<Words extends Bundle>(words: Words): Words {
  const change = (value: string | Bundle): string | Bundle =>
    typeof value === "string" ? pseudoText(value) : pseudo(value);
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, change(value)])) as Words;
}
