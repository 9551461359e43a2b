// One question: the faces, who it is about, and the ways to answer.
import { useWindowEvent } from "@mantine/hooks";
import { useRef, useState } from "react";
import type { Answer, Question } from "../api/types";
import type { Named } from "../people/nameChoices";
import { isFree } from "../ui/keys";
import { useSelection } from "../ui/useSelection";
import { AnswerBar } from "./AnswerBar";
import { AskedFaces } from "./AskedFaces";
import { faceAt, moveFocus } from "./focus";
import { PhotoPeek } from "./PhotoPeek";
import { QuestionTitle } from "./QuestionTitle";
import css from "./Review.module.css";
import { type Deed, deedOf } from "./reviewKeys";

type Props = {
  question: Question;
  busy: boolean;
  answer: (answer: Answer) => void;
  undo: () => void;
  onHelp: () => void;
};

export function QuestionView({ question, busy, answer, undo, onHelp }: Props) {
  const { chosen: out, toggle } = useSelection();
  const [typing, setTyping] = useState<string | null>(null);
  const [peek, setPeek] = useState<number | null>(null);
  const hovered = useRef<number | null>(null);
  const { kind, faces, candidates } = question;
  const wrong = faces.filter((face) => out.has(face.id)).map((face) => face.id);
  const say = (body: Omit<Answer, "wrong">) => !busy && answer({ ...body, wrong });
  const name = ({ personId, name: words }: Named) =>
    personId === null ? say({ verdict: "new", name: words }) : say({ verdict: "person", person_id: personId });
  const yes = () => {
    if (kind === "confirm" && wrong.length === faces.length) say({ verdict: "no" });
    else say({ verdict: "yes" });
  };
  const current = () => faceAt(document.activeElement) ?? hovered.current ?? (faces.length === 1 ? faces[0]?.id : null);

  const act = (deed: Deed) => {
    if (deed.do === "type") return setTyping(deed.letter);
    if (deed.do === "pick") {
      const candidate = candidates[deed.at];
      return candidate && say({ verdict: "person", person_id: candidate.person_id });
    }
    const deeds = {
      yes,
      no: () => say({ verdict: "no" }),
      stranger: () => say({ verdict: "stranger" }),
      skip: () => say({ verdict: "skip" }),
      undo,
      help: onHelp,
      out: () => {
        const face = current();
        if (face) toggle(face);
      },
      photo: () => setPeek(peek === null ? (current() ?? faces[0]?.id ?? null) : null),
    };
    return deeds[deed.do]();
  };

  useWindowEvent("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") return setPeek(null);
    if (!isFree(event) && (event.key === "Enter" || document.activeElement?.matches("input, textarea"))) return;
    if (document.querySelector("[role=dialog]")) return;
    if (moveFocus(event)) return;
    const deed = deedOf(event.key, kind, candidates.length);
    if (!deed || (event.repeat && deed.do !== "out")) return;
    event.preventDefault();
    act(deed);
  });

  const shown = faces.find((face) => face.id === peek);
  return (
    <div className={css.question} data-question={question.id} data-busy={busy || undefined}>
      <QuestionTitle question={question} />
      <AskedFaces
        question={question}
        out={out}
        onPress={(id) => toggle(id)}
        onHover={(id) => {
          hovered.current = id;
        }}
        onPeek={setPeek}
      />
      <AnswerBar
        question={question}
        wrong={wrong.length}
        typing={typing}
        setTyping={setTyping}
        onName={name}
        act={act}
        busy={busy}
      />
      {shown && <PhotoPeek face={shown} onClose={() => setPeek(null)} />}
    </div>
  );
}
