// What a split would do: which faces stay, which leave, and whose they are then.
import { Button, Modal, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DecisionBody, Mixed } from "../api/types";
import css from "../routes/Doubts.module.css";
import { Failed } from "../ui/states";
import { useDecideAll } from "./decide";
import { splitQuery } from "./doubts";
import { NameField } from "./NameField";
import type { Named } from "./nameChoices";

type Props = { mixed: Mixed | null; onClose: () => void; onSplit: (id: number) => void; onBack: (id: number) => void };

export function SplitDialog({ mixed, onClose, onSplit, onBack }: Props) {
  const { t } = useTranslation(["people", "common"]);
  return (
    <Modal
      opened={mixed !== null}
      onClose={onClose}
      title={t("split.title", { name: mixed?.name ?? "" })}
      size="lg"
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {mixed && <Inside key={mixed.id} mixed={mixed} onClose={onClose} onSplit={onSplit} onBack={onBack} />}
    </Modal>
  );
}

function Inside({ mixed, onClose, onSplit, onBack }: Props & { mixed: Mixed }) {
  const { t } = useTranslation(["people", "common"]);
  const [swapped, setSwapped] = useState(false);
  const { data, error, refetch } = useQuery(splitQuery(mixed.id));
  const decideAll = useDecideAll();
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) {
    return (
      <div className={css.split} aria-busy="true">
        <Skeleton height={130} radius="lg" />
        <Skeleton height={130} radius="lg" />
      </div>
    );
  }
  const [stay, leave] = swapped ? [data.smaller, data.larger] : [data.larger, data.smaller];
  const candidates = (swapped ? mixed.larger : mixed.smaller).candidates;
  const split = async (choice: Named | null) => {
    const { face_ids } = leave;
    const body: DecisionBody =
      choice === null
        ? { kind: "reject", face_ids, person_id: mixed.id }
        : choice.personId === null
          ? { kind: "name", face_ids, name: choice.name }
          : { kind: "confirm", face_ids, person_id: choice.personId };
    onClose();
    onSplit(mixed.id);
    const words = t("split.said", { count: face_ids.length, name: mixed.name });
    if (!(await decideAll([body], words, { undone: () => onBack(mixed.id) }))) onBack(mixed.id);
  };
  return (
    <div className={css.split}>
      {data.together_in > 0 && <p>{t("split.together", { count: data.together_in })}</p>}
      {[stay, leave].map((side) => (
        <section
          key={side === leave ? "leave" : "stay"}
          className={css.leaves}
          data-leaves={side === leave || undefined}
        >
          <b>{t(side === leave ? "split.leave" : "split.stay", { count: side.face_ids.length, name: mixed.name })}</b>
          <div className={css.sample}>
            {side.sample.map((face) => (
              <img key={face.face_id} src={face.chip_url} alt="" loading="lazy" />
            ))}
          </div>
        </section>
      ))}
      <NameField
        label={t("split.whose")}
        placeholder={t("split.type")}
        size="md"
        autoFocus
        inside
        candidates={candidates}
        exclude={mixed.id}
        onCommit={split}
        onCancel={onClose}
      />
      <div className={css.foot}>
        <p>{t("split.undoable")}</p>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<ArrowLeftRight size={16} aria-hidden />}
          onClick={() => setSwapped(!swapped)}
        >
          {t("split.swap")}
        </Button>
        <Button variant="default" onClick={() => split(null)}>
          {t("split.without")}
        </Button>
      </div>
    </div>
  );
}
