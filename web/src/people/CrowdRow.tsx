// One row of the crowd. It is drawn anew only when something of it changed: scrolling draws what comes into view, and
// nothing else.
import { memo } from "react";
import type { Brief } from "../api/types";
import css from "./CrowdGrid.module.css";
import { covers, useCovers } from "./covers";
import { type Deeds, PersonTile } from "./PersonTile";
import type { TileWords } from "./tileWords";

type Props = {
  people: readonly Brief[];
  index: number;
  columns: number;
  top: number;
  height: number;
  gap: number;
  /** The tile that Tab leads to, if it is in this row, else -1. */
  active: number;
  /** Whose menu is open, if they are in this row, else -1. */
  menu: number;
  chosen: ReadonlySet<number>;
  words: TileWords;
  deeds: Deeds;
};

export const CrowdRow = memo(function CrowdRow(props: Props) {
  const { people, index, columns, top, height, gap, active, menu, chosen, words, deeds } = props;
  useCovers();
  const first = index * columns;
  return (
    <div
      className={css.row}
      role="presentation"
      style={{
        transform: `translateY(${top}px)`,
        height,
        gap,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
    >
      {people.slice(first, first + columns).map((person, column) => (
        <PersonTile
          key={person.id}
          person={person}
          at={first + column}
          of={people.length}
          cover={covers.of(person.id)}
          words={words}
          selected={chosen.has(person.id)}
          selecting={chosen.size > 0}
          reachable={first + column === active}
          menu={first + column === menu}
          deeds={deeds}
        />
      ))}
    </div>
  );
});
