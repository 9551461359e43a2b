import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import { memo, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Brief } from "../api/types";
import { type Action, ActionsMenu } from "../ui/Actions";
import { useCover } from "./crowd";
import css from "./Tile.module.css";

type Props = {
  person: Brief;
  actions: Action[];
  selected: boolean;
  selecting: boolean;
  /** Can it be reached with Tab? One tile of a grid can, the others with the arrows. */
  reachable: boolean;
  onSelect: (shift: boolean) => void;
  onPointerDown: (event: PointerEvent) => void;
};

export function PersonTile({ person, actions, selected, selecting, reachable, onSelect, onPointerDown }: Props) {
  const { t } = useTranslation(["people", "common"]);
  const tabIndex = reachable ? 0 : -1;
  return (
    <article
      className={css.tile}
      data-person={person.id}
      data-selected={selected || undefined}
      data-selecting={selecting || undefined}
    >
      <div className={css.frame}>
        <Link
          to="/people/$personId"
          params={{ personId: person.id }}
          className={css.picture}
          tabIndex={tabIndex}
          draggable={false}
          aria-label={t("tile", { name: person.name, faces: t("common:faces", { count: person.faces }) })}
          onPointerDown={onPointerDown}
          onContextMenu={(event) => selecting && event.preventDefault()}
          onClick={(event) => {
            if (!selecting && !event.shiftKey) return;
            event.preventDefault();
            onSelect(event.shiftKey);
          }}
        >
          <Picture id={person.id} />
        </Link>
        <Checkbox
          className={css.check}
          radius="xl"
          size="md"
          checked={selected}
          tabIndex={tabIndex}
          aria-label={t("select", { name: person.name })}
          onChange={(event) => onSelect((event.nativeEvent as MouseEvent).shiftKey)}
        />
        <ActionsMenu
          className={css.menu}
          variant="filled"
          label={t("whatToDo", { name: person.name })}
          actions={actions}
        />
      </div>
      <div className={css.name} title={person.name}>
        {person.name}
      </div>
      <div className={css.facts}>
        <span>{t("common:faces", { count: person.faces })}</span>
        {person.to_check > 0 && (
          <Link
            to="/people/$personId"
            params={{ personId: person.id }}
            search={{ tab: "suggestions" }}
            className={css.new}
            tabIndex={tabIndex}
            draggable={false}
            aria-label={t("toCheckFor", { count: person.to_check, name: person.name })}
          >
            {t("toCheck", { count: person.to_check })}
          </Link>
        )}
      </div>
    </article>
  );
}

const Picture = memo(function Picture({ id }: { id: number }) {
  const cover = useCover(id);
  if (cover) return <img src={cover} alt="" loading="lazy" decoding="async" draggable={false} />;
  return cover === null ? <UserRound size={48} aria-hidden /> : null;
});
