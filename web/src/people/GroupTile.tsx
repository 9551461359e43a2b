import { Link } from "@tanstack/react-router";
import type { Group } from "../api/types";
import { type Action, ActionsMenu } from "../ui/Actions";
import { count, percent } from "../ui/words";
import { NameField } from "./NameField";
import type { Named } from "./nameChoices";
import css from "./Tile.module.css";

// Below this a guess is more often wrong than right, and no offer.
const LIKELY = 0.5;

type Props = { group: Group; actions: Action[]; onName: (choice: Named) => void };

export function GroupTile({ group, actions, onName }: Props) {
  const [first, ...others] = group.sample;
  const best = group.candidates.find(({ probability }) => probability >= LIKELY);
  const words = count(group.faces, "face");
  return (
    <article className={css.tile}>
      <div className={css.frame}>
        <Link
          to="/groups/$groupId"
          params={{ groupId: group.id }}
          className={css.picture}
          aria-label={`Look at this group of ${words}`}
        >
          {first && <img src={first.chip_url} alt="" loading="lazy" />}
          <span className={css.strip} aria-hidden>
            {others.slice(0, 3).map((face) => (
              <img key={face.face_id} src={face.chip_url} alt="" loading="lazy" />
            ))}
          </span>
        </Link>
        <ActionsMenu
          className={css.menu}
          variant="filled"
          label={`What to do with this group of ${words}`}
          actions={actions}
        />
      </div>
      <NameField label={`Name of this group of ${words}`} candidates={group.candidates} onCommit={onName} />
      <div className={css.facts}>
        <span>{words}</span>
        {best && (
          <button
            type="button"
            className={css.new}
            title={`${best.name}, ${percent(best.probability)} sure`}
            onClick={() => onName({ personId: best.person_id, name: best.name })}
          >
            {best.name}?
          </button>
        )}
      </div>
    </article>
  );
}
