// One row of the crowd. It is drawn anew only when something of it changed: scrolling draws what comes into view, and
// nothing else.
import { memo, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Brief } from "../api/types";
import type { Action } from "../ui/Actions";
import gridCss from "../ui/VirtualGrid.module.css";
import { PersonTile } from "./PersonTile";

/** What can be done with a tile; the same object for as long as the grid is there. */
export type Deeds = {
  actions: (person: Brief) => Action[];
  toggle: (id: number, shift?: boolean) => void;
  press: (person: Brief, event: PointerEvent) => void;
  focus: (at: number) => void;
};

type Props = {
  people: readonly Brief[];
  index: number;
  columns: number;
  top: number;
  gap: number;
  /** The tile that Tab leads to, if it is in this row, else -1. */
  active: number;
  chosen: ReadonlySet<number>;
  deeds: Deeds;
};

export const CrowdRow = memo(function CrowdRow({ people, index, columns, top, gap, active, chosen, deeds }: Props) {
  useTranslation("people"); // what can be done is told in another language after it was changed
  return (
    <div
      className={gridCss.row}
      role="presentation"
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap }}
    >
      {people.slice(index * columns, (index + 1) * columns).map((person, column) => {
        const at = index * columns + column;
        return (
          // biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow
          <div
            role="listitem"
            key={person.id}
            className={gridCss.cell}
            data-at={at}
            aria-setsize={people.length}
            aria-posinset={at + 1}
            onFocus={() => deeds.focus(at)}
          >
            <PersonTile
              person={person}
              actions={deeds.actions(person)}
              selected={chosen.has(person.id)}
              selecting={chosen.size > 0}
              reachable={at === active}
              onSelect={(shift) => deeds.toggle(person.id, shift)}
              onPointerDown={(event) => deeds.press(person, event)}
            />
          </div>
        );
      })}
    </div>
  );
});
