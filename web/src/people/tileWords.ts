// What a tile says. Looking a sentence up takes longer than drawing the tile, so each is looked up once, and names are put
// in afterwards.
import { t } from "../locales/i18n";

const [NAME, FACES] = ["\u{e000}", "\u{e001}"];

const make = () => {
  const counted = new Map<number, string>();
  const select = t("people:select", { name: NAME });
  const menu = t("people:whatToDo", { name: NAME });
  const tile = t("people:tile", { name: NAME, faces: FACES });
  const put = (sentence: string, name: string) => sentence.replace(NAME, () => name);
  const faces = (count: number) => {
    const words = counted.get(count) ?? t("common:faces", { count });
    counted.set(count, words);
    return words;
  };
  return {
    faces,
    tile: (name: string, count: number) => put(tile.replace(FACES, faces(count)), name),
    select: (name: string) => put(select, name),
    menu: (name: string) => put(menu, name),
    toCheck: (count: number) => t("people:toCheck", { count }),
    toCheckFor: (name: string, count: number) => t("people:toCheckFor", { name, count }),
  };
};

export type TileWords = ReturnType<typeof make>;

let made: { language: string; words: TileWords } | undefined;

/** In the language that is spoken now. */
export function tileWords(language: string): TileWords {
  if (made?.language !== language) made = { language, words: make() };
  return made.words;
}
