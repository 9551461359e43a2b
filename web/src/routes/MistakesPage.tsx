// Names that may be wrong, the most suspicious first: this face beside both people it could be.
import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, UserRoundSearch } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Mistake, Somebody } from "../api/types";
import { MachineMark } from "../insights/MachineMark";
import { mistakesQuery } from "../people/doubts";
import { useMistakeAnswers, type Verdict } from "../people/useMistakeAnswers";
import { isFree } from "../ui/keys";
import { Page } from "../ui/Page";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import css from "./Doubts.module.css";
import { BackToPeople } from "./HiddenPage";

export function MistakesPage() {
  const { t } = useTranslation(["people", "common"]);
  const { data, error, refetch } = useQuery(mistakesQuery());
  const { gone, answer, undo } = useMistakeAnswers();
  const items = (data?.items ?? []).filter((one) => !gone.has(one.face.id));
  // Also when the last one was answered and nothing is left to be seen.
  useHotkeys([["u", () => undo()]]);
  return (
    <Page
      title={t("mistakes.title")}
      about={data && items.length > 0 ? t("mistakes.about", { count: data.total }) : t("mistakes.hint")}
      actions={<BackToPeople />}
    >
      {error && !data ? (
        <Failed error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonGrid count={4} label={false} />
      ) : items.length === 0 ? (
        <Nothing looking={data.is_looking} />
      ) : (
        <List items={items} answer={answer} />
      )}
    </Page>
  );
}

function Nothing({ looking }: { looking: boolean }) {
  const { t } = useTranslation(["people", "common"]);
  const Icon = looking ? UserRoundSearch : Check;
  return (
    <div role="status">
      <Empty icon={<Icon size={30} />} title={t(looking ? "mistakes.looking" : "mistakes.none")}>
        {t(looking ? "mistakes.lookingWords" : "mistakes.noneWords")}
      </Empty>
    </div>
  );
}

type ListProps = { items: Mistake[]; answer: (mistake: Mistake, verdict: Verdict) => void };

const KEYS: Record<string, Verdict> = { "1": "right", "2": "other", "3": "neither", Enter: "right" };

function List({ items, answer }: ListProps) {
  const { t } = useTranslation(["people", "common"]);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const now = Math.min(at, items.length - 1);
  const latest = useRef({ items, now, answer });
  latest.current = { items, now, answer };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { items, now, answer } = latest.current;
      const on = event.target instanceof Element ? event.target : null;
      if (on?.closest("input, textarea, select, [role=dialog], [role=menu]")) return;
      const [verdict, one] = [KEYS[event.key], items[now]];
      if (verdict && one && (event.key !== "Enter" || isFree(event))) {
        // A key that is held would answer one after the other, unseen.
        if (!event.repeat) answer(one, verdict);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = Math.max(0, Math.min(items.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)));
        setAt(next);
        list.current?.children[next]?.scrollIntoView({ block: "nearest" });
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <p className={css.keys}>{t("mistakes.keys")}</p>
      <ol ref={list} className={css.list} aria-label={t("mistakes.title")}>
        {items.map((one, index) => (
          <li key={one.face.id} data-now={index === now || undefined} onFocus={() => setAt(index)}>
            <One mistake={one} isNow={index === now} answer={(verdict) => answer(one, verdict)} />
          </li>
        ))}
      </ol>
    </>
  );
}

type OneProps = { mistake: Mistake; isNow: boolean; answer: (verdict: Verdict) => void };

function One({ mistake, isNow, answer }: OneProps) {
  const { t } = useTranslation(["people", "common"]);
  const { face, person, other, photo_url } = mistake;
  return (
    <article className={css.card} aria-label={t("mistakes.one", { person: person.name, other: other.name })}>
      <div className={css.face}>
        <img src={face.chip_url} alt={t("mistakes.face")} />
        <Link
          to="/photos/$photoId"
          params={{ photoId: face.photo_id }}
          search={{ face: face.id }}
          aria-label={t("mistakes.photo")}
        >
          <img src={photo_url} alt="" loading="lazy" />
        </Link>
        {face.tag?.source === "machine" && <MachineMark face={face} look="words" />}
      </div>
      <div className={css.both}>
        <Beside somebody={person} words={t("mistakes.named")} />
        <Beside somebody={other} words={t("mistakes.like")} accent />
      </div>
      <div className={css.answers}>
        <Button variant="default" onClick={() => answer("right")} leftSection={isNow && <Kbd aria-hidden>1</Kbd>}>
          {t("mistakes.right", { name: person.name })}
        </Button>
        <Button onClick={() => answer("other")} leftSection={isNow && <Kbd aria-hidden>2</Kbd>}>
          {t("mistakes.other", { name: other.name })}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => answer("neither")}
          leftSection={isNow && <Kbd aria-hidden>3</Kbd>}
        >
          {t("mistakes.neither")}
        </Button>
      </div>
    </article>
  );
}

function Beside({ somebody, words, accent }: { somebody: Somebody; words: string; accent?: boolean }) {
  const { t } = useTranslation(["people", "common"]);
  return (
    <section className={css.beside} data-accent={accent || undefined}>
      <h2>
        <small>{words}</small>
        <Link to="/people/$personId" params={{ personId: somebody.id }}>
          {somebody.name}
        </Link>
        <span>{t("common:faces", { count: somebody.faces })}</span>
      </h2>
      <div className={css.sample}>
        {somebody.sample.map((face) => (
          <img key={face.face_id} src={face.chip_url} alt="" loading="lazy" />
        ))}
      </div>
    </section>
  );
}
