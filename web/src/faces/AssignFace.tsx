// Who is this face? The likeliest five under their numbers, a field for any other name, and the rest behind buttons.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, Move } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Face } from "../api/types";
import { MachineMark } from "../insights/MachineMark";
import { NameField } from "../people/NameField";
import { percent } from "../ui/words";
import css from "./AssignFace.module.css";
import { useFaceActions } from "./actions";
import { candidatesQuery } from "./queries";
import { useSay } from "./useSay";

type Props = { face: Face; seq: number; onDone: () => void; onAdjust: () => void };

export function AssignFace({ face, seq, onDone, onAdjust }: Props) {
  const { t } = useTranslation("faces");
  const { tag } = face;
  const { data = [] } = useQuery(candidatesQuery(face.id));
  const candidates = data.filter((one) => one.person_id !== tag?.person_id);
  const say = useSay(seq);
  const actions = useFaceActions({ person: tag ? { id: tag.person_id, name: tag.name } : undefined, seq })([face.id]);
  const name = (choice: { personId: number | null; name: string }) => {
    onDone();
    const face_ids = [face.id];
    if (choice.personId === null) say({ kind: "name", face_ids, name: choice.name });
    else say({ kind: "confirm", face_ids, person_id: choice.personId });
  };
  return (
    <div className={css.assign}>
      {tag && <Known face={face} seq={seq} onDone={onDone} />}
      {candidates.length > 0 && (
        <ol className={css.candidates} aria-label={t("assign.candidates")}>
          {candidates.slice(0, 5).map((one, at) => (
            <li key={one.person_id}>
              <button type="button" onClick={() => name({ personId: one.person_id, name: one.name })}>
                <kbd aria-hidden>{at + 1}</kbd>
                <span>{one.name}</span>
                <small>{percent(one.probability)}</small>
              </button>
            </li>
          ))}
        </ol>
      )}
      <NameField
        label={t("assign.name")}
        placeholder={t(tag ? "assign.somebodyElse" : "assign.type")}
        autoFocus
        inside
        hideOffers
        candidates={candidates}
        exclude={tag?.person_id}
        onCommit={name}
        onCancel={onDone}
      />
      <div className={css.rest}>
        {actions.map(({ id, label, icon: Icon, run, danger }) => (
          <Button
            key={id}
            size="compact-sm"
            variant="subtle"
            color={danger ? "red" : "gray"}
            leftSection={<Icon size={15} aria-hidden />}
            onClick={() => {
              onDone();
              run();
            }}
          >
            {label}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<Move size={15} aria-hidden />}
          onClick={onAdjust}
        >
          {t("assign.move")}
        </Button>
      </div>
    </div>
  );
}

function Known({ face, seq, onDone }: { face: Face; seq: number; onDone: () => void }) {
  const { t } = useTranslation("faces");
  const say = useSay(seq);
  const { tag } = face;
  if (!tag) return null;
  const confirm = () => {
    onDone();
    say({ kind: "confirm", face_ids: [face.id], person_id: tag.person_id });
  };
  return (
    <div className={css.known}>
      <Link to="/people/$personId" params={{ personId: tag.person_id }}>
        {tag.name}
      </Link>
      {tag.source === "machine" && (
        <Button size="compact-sm" flex="none" leftSection={<Check size={15} aria-hidden />} onClick={confirm}>
          {t("assign.yes")}
        </Button>
      )}
      <small>
        <MachineMark face={face} look="words" />
      </small>
    </div>
  );
}
