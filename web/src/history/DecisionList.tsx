// What people said, newest first, each with its undo; undoing an undo is a redo.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "../api/pages";
import type { Decision } from "../api/types";
import { Empty, Failed } from "../ui/states";
import { formatDay } from "../ui/words";
import { DecisionLine, LinesToCome } from "./DecisionLine";
import css from "./DecisionList.module.css";
import type { Wanted } from "./filter";
import { historyQuery } from "./queries";

export function DecisionList({ wanted, filtered = false }: { wanted: Wanted; filtered?: boolean }) {
  const { t } = useTranslation("history");
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(wanted),
  );
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (isPending) return <LinesToCome />;
  const decisions = itemsOf(data);
  if (decisions.length === 0) {
    return (
      <Empty icon={<History size={30} />} title={t(filtered ? "noneHere" : "none")}>
        {t(filtered ? "noneHereAbout" : "noneAbout")}
      </Empty>
    );
  }
  return (
    <>
      <ol className={css.list}>
        {decisions.map((decision, at) => (
          <Fragment key={decision.seq}>
            {startsDay(decision, decisions[at - 1]) && <li className={css.day}>{formatDay(decision.at)}</li>}
            <DecisionLine decision={decision} />
          </Fragment>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" mt="lg" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t("older")}
        </Button>
      )}
    </>
  );
}

const startsDay = (decision: Decision, before?: Decision) => !before || formatDay(before.at) !== formatDay(decision.at);
