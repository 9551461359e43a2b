// What a merge would do, side by side, before it is done: faces of each, whose name stays, and what speaks against it.
import { Button, Modal, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert, UserRound } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import type { MergePreview as Preview } from "../api/types";
import { useOnceStanding } from "../ui/later";
import { Failed } from "../ui/states";
import { formatSpan } from "../ui/words";
import { useDecide } from "./decide";
import css from "./MergePreview.module.css";

export type Merging = { ids: number[]; into: number };

type Props = { merging: Merging | null; onClose: () => void; onMerged?: (into: number) => void };

const MOST = 50;

export function MergePreview({ merging, onClose, onMerged }: Props) {
  const { t } = useTranslation(["people", "common"]);
  return (
    <Modal
      opened={useOnceStanding(merging !== null)}
      onClose={onClose}
      title={t("merge.title")}
      size="xl"
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {merging && <Inside key={merging.ids.join()} merging={merging} onClose={onClose} onMerged={onMerged} />}
    </Modal>
  );
}

function Inside({ merging, onClose, onMerged }: Props & { merging: Merging }) {
  const { t } = useTranslation(["people", "common"]);
  const [into, setInto] = useState(merging.into);
  const wanted = [merging.into, ...merging.ids.filter((id) => id !== merging.into)];
  const ids = wanted.slice(0, MOST);
  const unseen = wanted.length - ids.length;
  const { data, error, refetch } = useQuery({
    queryKey: ["people", "merge", ids],
    queryFn: ({ signal }) => ask(api.GET("/api/people/merge-preview", { params: { query: { ids } }, signal })),
  });
  const decide = useDecide();
  const name = useId();
  useEffect(() => setInto(merging.into), [merging.into]);
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Waiting count={ids.length} />;
  const people = data.people.toSorted((a, b) => ids.indexOf(a.person.id) - ids.indexOf(b.person.id));
  const target = people.find(({ person }) => person.id === into)?.person;
  const others = merging.ids.filter((id) => id !== into);
  const merge = async () => {
    onClose();
    if (await decide({ kind: "merge", person_ids: others, into })) onMerged?.(into);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        merge();
      }}
    >
      <fieldset className={css.people}>
        <legend className="sr-only">{t("merge.whoseName")}</legend>
        {people.map((one) => (
          <One key={one.person.id} one={one} name={name} kept={one.person.id === into} onKeep={setInto} />
        ))}
      </fieldset>
      {unseen > 0 && <p className={css.unseen}>{t("merge.unseen", { count: unseen })}</p>}
      <Together preview={data} />
      <div className={css.foot}>
        <p>{t("merge.undoable")}</p>
        <Button variant="default" onClick={onClose}>
          {t("common:cancel")}
        </Button>
        <Button type="submit" data-autofocus disabled={!target || others.length === 0}>
          {others.length === 1
            ? t("merge.one", { other: nameOf(data, others[0]), name: target?.name ?? "" })
            : t("merge.do", { count: others.length, name: target?.name ?? "" })}
        </Button>
      </div>
    </form>
  );
}

const nameOf = ({ people }: Preview, id: number | undefined) =>
  people.find(({ person }) => person.id === id)?.person.name ?? "";

type OneProps = { one: Preview["people"][number]; name: string; kept: boolean; onKeep: (id: number) => void };

function One({ one: { person, sample }, name, kept, onKeep }: OneProps) {
  const { t } = useTranslation(["people", "common"]);
  const span = formatSpan(person.first_seen, person.last_seen);
  return (
    <label className={css.one} data-kept={kept || undefined}>
      <input type="radio" name={name} checked={kept} onChange={() => onKeep(person.id)} />
      <span className={css.cover}>
        {person.cover_url ? <img src={person.cover_url} alt="" /> : <UserRound size={36} aria-hidden />}
      </span>
      <span className={css.words}>
        <b title={person.name}>{person.name}</b>
        <small>
          {t("common:faces", { count: person.faces })} · {t("common:photos", { count: person.photos })}
          {span && ` · ${span}`}
        </small>
        <small className={css.keeps}>{kept ? t("merge.keeps") : t("merge.keep")}</small>
      </span>
      <span className={css.sample}>
        {sample.map((face) => (
          <img key={face.face_id} src={face.chip_url} alt="" loading="lazy" />
        ))}
      </span>
    </label>
  );
}

function Together({ preview: { together, together_in } }: { preview: Preview }) {
  const { t } = useTranslation(["people", "common"]);
  if (together_in === 0) return null;
  return (
    <div className={css.together} role="note">
      <TriangleAlert size={20} aria-hidden />
      <p>{t("merge.together", { count: together_in })}</p>
      <div className={css.photos}>
        {together.map((photo) => (
          <Link key={photo.photo_id} to="/photos/$photoId" params={{ photoId: photo.photo_id }}>
            <img src={photo.url} alt={t("merge.photo")} loading="lazy" />
          </Link>
        ))}
      </div>
    </div>
  );
}

function Waiting({ count }: { count: number }) {
  return (
    <div className={css.people} aria-busy="true">
      {Array.from({ length: Math.min(count, 4) }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
        <Skeleton key={at} height={104} radius="lg" />
      ))}
    </div>
  );
}
