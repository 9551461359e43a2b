// What a tile says. Looking a sentence up takes longer than drawing the tile, so each is looked up once, and names are put
// in afterwards.
import { t } from "../locales/i18n";

const [NAME, FACES] = ["\u{e000}", "\u{e001}"];

function make() {
  const put = (sentence: string, name: string) => sentence.replace(NAME, () => name);
  const [tile, select, menu] = [
    t("people:tile", { name: NAME, faces: FACES }),
    t("people:select", { name: NAME }),
    t("people:whatToDo", { name: NAME }),
  ];
  const faces = once((count) => t("common:faces", { count }));
  const toCheckFor = once((count) => t("people:toCheckFor", { count, name: NAME }));
  return {
    faces,
    tile: (name: string, count: number) => put(tile.replace(FACES, faces(count)), name),
    select: (name: string) => put(select, name),
    menu: (name: string) => put(menu, name),
    toCheck: once((count) => t("people:toCheck", { count })),
    toCheckFor: (name: string, count: number) => put(toCheckFor(count), name),
  };
}

function once(say: (count: number) => string) {
  const said = new Map<number, string>();
  return (count: number) => {
    const words = said.get(count) ?? say(count);
    said.set(count, words);
    return words;
  };
}

export type TileWords = ReturnType<typeof make>;

let made: { language: string; words: TileWords } | undefined;

/** In the language that is spoken now. */
export function tileWords(language: string): TileWords {
  if (made?.language !== language) made = { language, words: make() };
  return made.words;
}
