// One thing somebody said: when, about which faces, in words, and how to take it back.
import { Button, Skeleton } from "@mantine/core";
import { Redo2, Undo2 } from "lucide-react";
import type { SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Decision } from "../api/types";
import { chipUrl } from "../api/urls";
import { useUndo } from "../people/decide";
import { formatClock, formatList } from "../ui/words";
import css from "./DecisionList.module.css";
import { tell } from "./tell";

/** Until there are accounts, everybody is this one, and it says nothing. */
const OWNER = "owner";

export function DecisionLine({ decision }: { decision: Decision }) {
  const { t } = useTranslation("history");
  const { mutate, isPending } = useUndo();
  const undone = decision.undone_by !== null;
  const isUndo = decision.undoes !== null;
  const text = tell(decision);
  const { before } = decision.told;
  return (
    <li className={css.line} data-undone={undone || undefined}>
      <time dateTime={decision.at}>{formatClock(decision.at)}</time>
      <span className={css.faces} aria-hidden>
        {decision.face_ids.slice(0, 4).map((id) => (
          <img key={id} src={chipUrl(id)} alt="" loading="lazy" onError={hide} />
        ))}
      </span>
      <span className={css.text}>
        {text}
        {before.length > 0 && <small>{t("before", { names: formatList(before.map((one) => one.name)) })}</small>}
        {decision.user !== OWNER && <small>{t("by", { user: decision.user })}</small>}
        {undone && <em>{t("undone")}</em>}
      </span>
      {!undone && (
        <Button
          className={css.undo}
          variant="subtle"
          size="compact-sm"
          color={isUndo ? undefined : "gray"}
          loading={isPending}
          leftSection={isUndo ? <Redo2 size={15} aria-hidden /> : <Undo2 size={15} aria-hidden />}
          aria-label={t(isUndo ? "redoIt" : "undoIt", { text })}
          onClick={() => mutate(decision.seq)}
        >
          {t(isUndo ? "redo" : "undo")}
        </Button>
      )}
    </li>
  );
}

/** Lines that stand in for those to come. */
export function LinesToCome() {
  const { t } = useTranslation();
  return (
    <div className={css.list} role="status" aria-busy="true">
      <span className="sr-only">{t("loading")}</span>
      {[62, 48, 70, 55, 64, 40].map((width) => (
        <div key={width} className={css.line} aria-hidden>
          <Skeleton width={40} height={12} />
          <Skeleton width={36} height={36} circle />
          <Skeleton width={`${width}%`} height={14} />
        </div>
      ))}
    </div>
  );
}

/** What was not a face has no picture any more. */
function hide({ currentTarget }: SyntheticEvent<HTMLImageElement>) {
  currentTarget.hidden = true;
}
