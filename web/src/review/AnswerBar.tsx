// The ways to answer, within reach of a thumb.
import { Button, Kbd } from "@mantine/core";
import { Check, Footprints, SkipForward, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Question } from "../api/types";
import { NameField } from "../people/NameField";
import type { Named } from "../people/nameChoices";
import { useDock } from "../ui/useDock";
import { percent } from "../ui/words";
import css from "./Review.module.css";
import type { Deed } from "./reviewKeys";

type Props = {
  question: Question;
  wrong: number;
  typing: string | null;
  setTyping: (text: string | null) => void;
  onName: (choice: Named) => void;
  act: (deed: Deed) => void;
  busy: boolean;
};

export function AnswerBar({ question, wrong, typing, setTyping, onName, act, busy }: Props) {
  const dock = useDock();
  const { kind, faces, candidates } = question;
  const kept = faces.length - wrong;
  return (
    <div ref={dock} className={css.answers}>
      {kind === "identify" && candidates.length > 0 && (
        <div className={css.candidates}>
          {candidates.slice(0, 5).map((one, at) => (
            <Button key={one.person_id} variant="default" disabled={busy} onClick={() => act({ do: "pick", at })}>
              <Kbd className={css.key}>{at + 1}</Kbd>
              <span>{one.name}</span>
              <small>{percent(one.probability)}</small>
            </Button>
          ))}
        </div>
      )}
      <div className={css.main}>
        {(kind === "identify" || typing !== null) && (
          <div className={css.field}>
            <NameField
              key={typing}
              label="Type a name"
              placeholder="Type a name"
              size="md"
              autoFocus={typing !== null}
              initial={typing ?? ""}
              candidates={candidates}
              hideOffers
              exclude={question.person?.id}
              onCommit={onName}
              onCancel={() => {
                setTyping(null);
                (document.activeElement as HTMLElement | null)?.blur();
              }}
            />
          </div>
        )}
        <Answer
          deed="skip"
          label="Skip"
          hotkey="K"
          act={act}
          busy={busy}
          icon={<SkipForward size={17} aria-hidden />}
        />
        <Answer
          deed="stranger"
          label="Stranger"
          hotkey="S"
          act={act}
          busy={busy}
          icon={<Footprints size={17} aria-hidden />}
        />
        {kind !== "identify" && (
          <>
            <Answer
              deed="no"
              label={faces.length === 1 ? "No" : "None"}
              hotkey="N"
              act={act}
              busy={busy}
              icon={<X size={17} aria-hidden />}
            />
            <Button
              size="md"
              className={css.yes}
              disabled={busy}
              leftSection={<Check size={18} aria-hidden />}
              rightSection={<Kbd className={css.key}>Enter</Kbd>}
              onClick={() => act({ do: "yes" })}
            >
              {yesWords(kept, wrong)}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function yesWords(kept: number, wrong: number) {
  if (kept === 1 && wrong === 0) return "Yes";
  return kept === 0 ? "None of them" : `Yes, ${kept === 1 ? "this one" : `these ${kept}`}`;
}

type AnswerProps = {
  deed: "skip" | "stranger" | "no";
  label: string;
  hotkey: string;
  act: (deed: Deed) => void;
  busy: boolean;
  icon: ReactNode;
};

function Answer({ deed, label, hotkey, act, busy, icon }: AnswerProps) {
  return (
    <Button
      size="md"
      variant="default"
      disabled={busy}
      leftSection={icon}
      rightSection={<Kbd className={css.key}>{hotkey}</Kbd>}
      aria-keyshortcuts={hotkey}
      onClick={() => act({ do: deed })}
    >
      {label}
    </Button>
  );
}
