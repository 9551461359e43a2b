import { Link } from "@tanstack/react-router";
import type { PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Group } from "../api/types";
import { type Action, ActionsMenu } from "../ui/Actions";
import { percent } from "../ui/words";
import { LateNameField } from "./LateNameField";
import type { Named } from "./nameChoices";
import css from "./Tile.module.css";

// Below this a guess is more often wrong than right, and no offer.
const LIKELY = 0.5;

type Props = {
  group: Group;
  actions: Action[];
  /** Its name is on its way. */
  busy: boolean;
  onName: (choice: Named) => void;
  onPointerDown?: (event: PointerEvent) => void;
};

export function GroupTile({ group, actions, busy, onName, onPointerDown }: Props) {
  const { t } = useTranslation(["people", "common"]);
  const [first, ...others] = group.sample;
  const best = group.candidates.find(({ probability }) => probability >= LIKELY);
  const words = t("common:faces", { count: group.faces });
  return (
    <article className={css.tile} data-group={group.id} aria-busy={busy} inert={busy}>
      <div className={css.frame}>
        <Link
          to="/groups/$groupId"
          params={{ groupId: group.id }}
          className={css.picture}
          draggable={false}
          aria-label={t("group.look", { faces: words })}
          onPointerDown={onPointerDown}
        >
          {first && <img src={first.chip_url} alt="" loading="lazy" draggable={false} />}
          <span className={css.strip} aria-hidden>
            {others.slice(0, 3).map((face) => (
              <img key={face.face_id} src={face.chip_url} alt="" loading="lazy" draggable={false} />
            ))}
          </span>
        </Link>
        <ActionsMenu
          className={css.menu}
          variant="filled"
          label={t("group.whatToDo", { faces: words })}
          actions={actions}
        />
      </div>
      <LateNameField label={t("group.name", { faces: words })} candidates={group.candidates} onCommit={onName} />
      <div className={css.facts}>
        <span>{words}</span>
        {best && (
          <button
            type="button"
            className={css.new}
            title={t("group.sure", { name: best.name, chance: percent(best.probability) })}
            onClick={() => onName({ personId: best.person_id, name: best.name })}
          >
            {t("group.maybe", { name: best.name })}
          </button>
        )}
      </div>
    </article>
  );
}
