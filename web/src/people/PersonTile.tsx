// One person in the grid. Of few and plain elements, because thousands pass by: what happens on them is heard by the grid,
// and of menus there is one, where it was asked for.
import { UserRound } from "lucide-react";
import { type ChangeEvent, memo } from "react";
import type { Brief } from "../api/types";
import { type Action, OpenActions } from "../ui/Actions";
import css from "./Tile.module.css";
import type { TileWords } from "./tileWords";

/** What the grid hears of a tile; the same object for as long as the grid is there. */
export type Deeds = {
  actions: (person: Brief) => Action[];
  pick: (event: ChangeEvent<HTMLInputElement>) => void;
  closeMenu: () => void;
};

type Props = {
  person: Brief;
  at: number;
  /** How many there are. */
  of: number;
  /** The address of the picture: undefined while it is on its way, null where there is none. */
  cover: string | null | undefined;
  words: TileWords;
  selected: boolean;
  selecting: boolean;
  /** Can it be reached with Tab? One tile of a grid can, the others with the arrows. */
  reachable: boolean;
  /** Is its menu open, or was it the last that was? */
  menu: boolean;
  deeds: Deeds;
};

/** Who scrolled on does not wait for a picture, and those who come next do not stand in line behind it. */
const letGo = (image: HTMLImageElement | null) => () => {
  if (image && !image.complete) image.removeAttribute("src");
};

export const PersonTile = memo(function PersonTile(props: Props) {
  const { person, at, of, cover, words, selected, selecting, reachable, menu, deeds } = props;
  const { id, name, faces, to_check } = person;
  const tabIndex = reachable ? 0 : -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow
    <div
      role="listitem"
      aria-setsize={of}
      aria-posinset={at + 1}
      className={css.tile}
      data-person={id}
      data-at={at}
      data-selected={selected || undefined}
      data-selecting={selecting || undefined}
    >
      <div className={css.frame}>
        <a
          href={`/people/${id}`}
          className={css.picture}
          tabIndex={tabIndex}
          draggable={false}
          aria-label={words.tile(name, faces)}
        >
          {cover && <img key={cover} ref={letGo} src={cover} alt="" decoding="async" draggable={false} />}
          {cover === null && <UserRound size={48} aria-hidden />}
        </a>
        <input
          type="checkbox"
          className={css.check}
          checked={selected}
          tabIndex={tabIndex}
          aria-label={words.select(name)}
          onChange={deeds.pick}
        />
        {menu ? (
          <OpenActions
            className={css.dots}
            label={words.menu(name)}
            actions={deeds.actions(person)}
            onLost={deeds.closeMenu}
          />
        ) : (
          <button
            type="button"
            className={css.dots}
            aria-label={words.menu(name)}
            aria-haspopup="menu"
            aria-expanded={false}
          />
        )}
      </div>
      <div className={css.name} title={name}>
        {name}
      </div>
      <div className={css.facts}>
        <span>{words.faces(faces)}</span>
        {to_check > 0 && (
          <a
            href={`/people/${id}?tab=suggestions`}
            className={css.new}
            tabIndex={tabIndex}
            draggable={false}
            aria-label={words.toCheckFor(name, to_check)}
          >
            {words.toCheck(to_check)}
          </a>
        )}
      </div>
    </div>
  );
});
