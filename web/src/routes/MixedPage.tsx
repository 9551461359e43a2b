// People who seem to be two: both sides, split with one click after a look at what that does, or said to be one for ever.
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, Split, UserRoundSearch } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Mixed, MixedSide } from "../api/types";
import { useDecideAll, useUndoLast } from "../people/decide";
import { mixedQuery } from "../people/doubts";
import { SplitDialog } from "../people/SplitDialog";
import { Page } from "../ui/Page";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import css from "./Doubts.module.css";
import { BackToPeople } from "./HiddenPage";

export function MixedPage() {
  const { t } = useTranslation(["people", "common"]);
  const { data, error, refetch } = useQuery(mixedQuery());
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [splitting, setSplitting] = useState<Mixed | null>(null);
  const decideAll = useDecideAll();
  const undo = useUndoLast();
  useHotkeys([["u", () => undo()]]);
  const items = (data?.items ?? []).filter((one) => !gone.has(one.id));
  const leave = (id: number) => setGone((before) => new Set([...before, id]));
  const bring = (id: number) => setGone((before) => new Set([...before].filter((one) => one !== id)));
  const keep = async (mixed: Mixed) => {
    leave(mixed.id);
    const faces = [mixed.larger, mixed.smaller].flatMap((side) => side.sample.slice(0, 2));
    const body = { kind: "join" as const, face_ids: faces.map((face) => face.face_id) };
    const words = t("mixed.saidOne", { name: mixed.name });
    if (!(await decideAll([body], words, { undone: () => bring(mixed.id) }))) bring(mixed.id);
  };
  return (
    <Page title={t("mixed.title")} about={t("mixed.hint")} actions={<BackToPeople />}>
      {error && !data ? (
        <Failed error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonGrid count={4} label={false} />
      ) : items.length === 0 ? (
        <Nothing looking={data.is_looking} />
      ) : (
        <ol className={css.list} aria-label={t("mixed.title")}>
          {items.map((one) => (
            <li key={one.id}>
              <One mixed={one} onKeep={() => keep(one)} onSplit={() => setSplitting(one)} />
            </li>
          ))}
        </ol>
      )}
      <SplitDialog mixed={splitting} onClose={() => setSplitting(null)} onSplit={leave} onBack={bring} />
    </Page>
  );
}

function Nothing({ looking }: { looking: boolean }) {
  const { t } = useTranslation(["people", "common"]);
  const Icon = looking ? UserRoundSearch : Check;
  return (
    <div role="status">
      <Empty icon={<Icon size={30} />} title={t(looking ? "mixed.looking" : "mixed.none")}>
        {t(looking ? "mixed.lookingWords" : "mixed.noneWords")}
      </Empty>
    </div>
  );
}

function One({ mixed, onKeep, onSplit }: { mixed: Mixed; onKeep: () => void; onSplit: () => void }) {
  const { t } = useTranslation(["people", "common"]);
  return (
    <article className={css.mixed} aria-label={mixed.name}>
      <header>
        <h2>
          <Link to="/people/$personId" params={{ personId: mixed.id }}>
            {mixed.name}
          </Link>
        </h2>
        <Button variant="default" leftSection={<Check size={16} aria-hidden />} onClick={onKeep}>
          {t("mixed.one")}
        </Button>
        <Button leftSection={<Split size={16} aria-hidden />} onClick={onSplit}>
          {t("mixed.two")}
        </Button>
      </header>
      <div className={css.sides}>
        <Side side={mixed.larger} faces={mixed.faces} />
        <Side side={mixed.smaller} faces={mixed.faces} />
      </div>
    </article>
  );
}

function Side({ side, faces }: { side: MixedSide; faces: number }) {
  const { t } = useTranslation(["people", "common"]);
  const [likely] = side.candidates;
  const about = t("mixed.about", { count: Math.max(1, Math.round(side.share * faces)) });
  return (
    <section className={css.side}>
      <p>{likely ? t("mixed.maybe", { about, name: likely.name }) : about}</p>
      <div className={css.sample}>
        {side.sample.map((face) => (
          <img key={face.face_id} src={face.chip_url} alt="" loading="lazy" />
        ))}
      </div>
    </section>
  );
}
