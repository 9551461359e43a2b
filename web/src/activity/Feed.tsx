// What happened lately: what came in, who answered, what was learned.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FolderSearch, GraduationCap, MessageCircleReply, ScanFace, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActivityEvent } from "../api/types";
import { formatTimes } from "../ui/words";
import css from "./Activity.module.css";
import { feedQuery } from "./queries";
import { Rows } from "./Rows";
import { Trouble } from "./Trouble";
import { useNow } from "./useNow";
import { When } from "./When";

const FIRST = 8;
const ICONS = {
  scan: FolderSearch,
  upload: Upload,
  faces: ScanFace,
  answers: MessageCircleReply,
  learned: GraduationCap,
} as const;

export function Feed() {
  const { t } = useTranslation("activity");
  const now = useNow();
  const [all, showAll] = useState(false);
  const { data, error, refetch } = useQuery(feedQuery());
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Rows count={5} height={64} />;
  const events = data.filter(({ count }) => count > 0);
  if (events.length === 0) return <p className={css.none}>{t("feed.none")}</p>;
  return (
    <>
      <ol className={css.card}>
        {(all ? events : events.slice(0, FIRST)).map((event) => (
          <Line key={`${event.kind} ${event.user} ${event.place} ${event.first}`} event={event} now={now} />
        ))}
      </ol>
      {!all && events.length > FIRST && (
        <div className={css.after}>
          <Button variant="default" onClick={() => showAll(true)}>
            {t("feed.all", { count: events.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function Line({ event, now }: { event: ActivityEvent; now: number }) {
  const Icon = ICONS[event.kind];
  return (
    <li className={css.event}>
      <Icon size={19} aria-hidden />
      <div>
        <strong>
          <Title event={event} />
        </strong>
        <About event={event} />
      </div>
      <When at={event.last} now={now} />
    </li>
  );
}

/** The user of a library without accounts has no name worth telling. */
const NOBODY = "owner";

function Title({ event: { kind, count, user, place } }: { event: ActivityEvent }) {
  const { t } = useTranslation("activity");
  if (kind === "scan") return t("feed.scan", { place: place ?? "" });
  if (kind === "answers" && user && user !== NOBODY) return t("feed.answersBy", { count, user });
  return t(`feed.${kind}`, { count });
}

function About({ event: { kind, count, first, last, good } }: { event: ActivityEvent }) {
  const { t } = useTranslation(["activity", "common"]);
  if (kind === "scan") return <small>{t("feed.scanAbout", { photos: t("common:photos", { count }) })}</small>;
  if (kind === "learned") {
    return (
      <small>
        {t(good ? "feed.better" : "feed.notBetter")} <Link to="/insights">{t("feed.insights")}</Link>
      </small>
    );
  }
  const span = formatTimes(first, last);
  if (kind === "answers") {
    return (
      <small>
        {span} <Link to="/history">{t("feed.history")}</Link>
      </small>
    );
  }
  return <small>{span}</small>;
}
