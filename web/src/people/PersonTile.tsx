import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import type { Person } from "../api/types";
import { type Action, ActionsMenu } from "../ui/Actions";
import { count } from "../ui/words";
import css from "./Tile.module.css";

type Props = {
  person: Person;
  actions: Action[];
  selected: boolean;
  selecting: boolean;
  onSelect: (shift: boolean) => void;
};

export function PersonTile({ person, actions, selected, selecting, onSelect }: Props) {
  return (
    <article className={css.tile} data-selected={selected || undefined} data-selecting={selecting || undefined}>
      <div className={css.frame}>
        <Link
          to="/people/$personId"
          params={{ personId: person.id }}
          className={css.picture}
          aria-label={`${person.name}, ${count(person.faces, "face")}`}
          onClick={(event) => {
            if (!selecting) return;
            event.preventDefault();
            onSelect(event.shiftKey);
          }}
        >
          {person.cover_url ? (
            <img src={person.cover_url} alt="" loading="lazy" />
          ) : (
            <UserRound size={48} aria-hidden />
          )}
        </Link>
        <Checkbox
          className={css.check}
          radius="xl"
          checked={selected}
          aria-label={`Select ${person.name}`}
          onChange={(event) => onSelect((event.nativeEvent as MouseEvent).shiftKey)}
        />
        <ActionsMenu className={css.menu} variant="filled" label={`What to do with ${person.name}`} actions={actions} />
      </div>
      <div className={css.name} title={person.name}>
        {person.name}
      </div>
      <div className={css.facts}>
        <span>{count(person.photos, "photo")}</span>
        {person.suggestions > 0 && (
          <Link
            to="/people/$personId"
            params={{ personId: person.id }}
            search={{ tab: "suggestions" }}
            className={css.new}
            aria-label={`${person.suggestions} to check for ${person.name}`}
          >
            {person.suggestions} to check
          </Link>
        )}
      </div>
    </article>
  );
}
