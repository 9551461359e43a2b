// What people said, newest first, each with its undo; undoing an undo is a redo.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History, Redo2, Undo2 } from "lucide-react";
import { Fragment } from "react";
import { itemsOf } from "../api/pages";
import type { Decision } from "../api/types";
import { chipUrl } from "../api/urls";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { formatClock, formatDay } from "../ui/words";
import css from "./DecisionList.module.css";
import { useUndo } from "./decide";
import { decisionsQuery } from "./queries";

export function DecisionList({ personId }: { personId?: number }) {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    decisionsQuery({ personId }),
  );
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (isPending) return <SkeletonGrid count={4} />;
  const decisions = itemsOf(data);
  if (decisions.length === 0) {
    return (
      <Empty icon={<History size={30} />} title="Nothing decided yet">
        Every name you give and every face you take out is kept here, and can be undone at any time.
      </Empty>
    );
  }
  return (
    <>
      <ol className={css.list}>
        {decisions.map((decision, at) => (
          <Fragment key={decision.seq}>
            {startsDay(decision, decisions[at - 1]) && <li className={css.day}>{formatDay(decision.at)}</li>}
            <Line decision={decision} />
          </Fragment>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" mt="lg" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </>
  );
}

const startsDay = (decision: Decision, before?: Decision) => !before || formatDay(before.at) !== formatDay(decision.at);

function Line({ decision }: { decision: Decision }) {
  const { mutate, isPending } = useUndo();
  const undone = decision.undone_by !== null;
  const isUndo = decision.undoes !== null;
  return (
    <li className={css.line} data-undone={undone || undefined}>
      <time dateTime={decision.at}>{formatClock(decision.at)}</time>
      <span className={css.faces} aria-hidden>
        {decision.face_ids.slice(0, 4).map((id) => (
          <img key={id} src={chipUrl(id)} alt="" loading="lazy" />
        ))}
      </span>
      <span className={css.text}>
        {decision.text}
        {undone && <em>Undone</em>}
      </span>
      {!undone && (
        <Button
          variant="subtle"
          size="compact-sm"
          color={isUndo ? undefined : "gray"}
          loading={isPending}
          leftSection={isUndo ? <Redo2 size={15} aria-hidden /> : <Undo2 size={15} aria-hidden />}
          aria-label={`${isUndo ? "Redo" : "Undo"}: ${decision.text}`}
          onClick={() => mutate(decision.seq)}
        >
          {isUndo ? "Redo" : "Undo"}
        </Button>
      )}
    </li>
  );
}
