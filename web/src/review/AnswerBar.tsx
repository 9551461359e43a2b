// The ways to answer, within reach of a thumb.
import { Button, Kbd } from "@mantine/core";
import { Check, Footprints, SkipForward, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Question, Suggestion } from "../api/types";
import { NameField } from "../people/NameField";
import type { Named } from "../people/nameChoices";
import { useDock } from "../ui/useDock";
import { percent } from "../ui/words";
import { useCover } from "./queries";
import css from "./Review.module.css";
import type { Deed } from "./reviewKeys";

type Props = {
  question: Question;
  wrong: number;
  typing: string | null;
  setTyping: (text: string | null) => void;
  onName: (choice: Named) => void;
  act: (deed: Deed) => void;
};

export function AnswerBar({ question, wrong, typing, setTyping, onName, act }: Props) {
  const { t } = useTranslation("review");
  const dock = useDock();
  const { kind, faces, candidates, person } = question;
  const kept = faces.length - wrong;
  return (
    <div ref={dock} className={css.answers}>
      {kind === "identify" && candidates.length > 0 && (
        <ul className={css.candidates} data-scrolls aria-label={t("candidates")}>
          {candidates.slice(0, 5).map((one, at) => (
            <li key={one.person_id}>
              <Candidate one={one} at={at} onPick={() => act({ do: "pick", at })} />
            </li>
          ))}
        </ul>
      )}
      <div className={css.main}>
        {(kind === "identify" || typing !== null) && (
          <div className={css.field}>
            <NameField
              key={typing}
              label={t("typeName")}
              placeholder={t("typeName")}
              size="md"
              autoFocus={typing !== null}
              initial={typing ?? ""}
              candidates={candidates}
              hideOffers
              exclude={person?.id}
              onCommit={onName}
              onCancel={() => {
                setTyping(null);
                (document.activeElement as HTMLElement | null)?.blur();
              }}
            />
          </div>
        )}
        <Way deed="skip" label={t("skip")} hotkey="K" act={act} icon={<SkipForward size={17} aria-hidden />} />
        <Way deed="stranger" label={t("stranger")} hotkey="S" act={act} icon={<Footprints size={17} aria-hidden />} />
        {kind === "confirm" && (
          <>
            <Way
              deed="no"
              label={t("no", { count: faces.length })}
              hotkey="N"
              act={act}
              icon={<X size={17} aria-hidden />}
            />
            <Button
              size="md"
              className={css.yes}
              leftSection={<Check size={18} aria-hidden />}
              rightSection={
                <Kbd className={css.key} aria-hidden>
                  ↵
                </Kbd>
              }
              aria-keyshortcuts="Enter"
              onClick={() => act({ do: "yes" })}
            >
              {kept === 0 ? t("none") : wrong === 0 && kept === 1 ? t("yes") : t("yesThese", { count: kept })}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

type CandidateProps = { one: Suggestion; at: number; onPick: () => void };

function Candidate({ one, at, onPick }: CandidateProps) {
  const cover = useCover(one.person_id);
  return (
    <Button
      variant="default"
      className={css.candidate}
      data-candidate={one.name}
      aria-keyshortcuts={String(at + 1)}
      leftSection={
        <>
          <Kbd className={css.key} aria-hidden>
            {at + 1}
          </Kbd>
          <span className={css.chip}>{cover && <img src={cover} alt="" decoding="sync" />}</span>
        </>
      }
      rightSection={<small>{percent(one.probability)}</small>}
      onClick={onPick}
    >
      {one.name}
    </Button>
  );
}

type WayProps = {
  deed: "skip" | "stranger" | "no";
  label: string;
  hotkey: string;
  act: (deed: Deed) => void;
  icon: ReactNode;
};

function Way({ deed, label, hotkey, act, icon }: WayProps) {
  return (
    <Button
      size="md"
      variant="default"
      leftSection={icon}
      rightSection={
        <Kbd className={css.key} aria-hidden>
          {hotkey}
        </Kbd>
      }
      aria-keyshortcuts={hotkey}
      onClick={() => act({ do: deed })}
    >
      {label}
    </Button>
  );
}
