// One question: the faces, who it is about, and the ways to answer.
import { useWindowEvent } from "@mantine/hooks";
import { useRef, useState } from "react";
import type { Answer, Question } from "../api/types";
import type { Named } from "../people/nameChoices";
import { isFree } from "../ui/keys";
import { AnswerBar } from "./AnswerBar";
import { AskedFaces } from "./AskedFaces";
import { faceAt, moveFocus } from "./focus";
import { PhotoPeek } from "./PhotoPeek";
import { QuestionTitle } from "./QuestionTitle";
import css from "./Review.module.css";
import { type Deed, deedOf } from "./reviewKeys";
import { useSwipe } from "./useSwipe";

type Props = {
  question: Question;
  /** Faces that were taken out before, where it comes back. */
  out: number[];
  busy: boolean;
  answer: (answer: Answer) => void;
  undo: () => void;
  onHelp: () => void;
};

const HOLD = 300; // ms: a key pressed longer than that is held

export function QuestionView({ question, out: before, busy, answer, undo, onHelp }: Props) {
  const [out, setOut] = useState<ReadonlySet<number>>(new Set(before));
  const toggle = (id: number) =>
    setOut((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const [typing, setTyping] = useState<string | null>(null);
  const [peek, setPeek] = useState<number | null>(null);
  const hovered = useRef<number | null>(null);
  const down = useRef<{ key: string; at: number; timer: number } | null>(null);
  const { kind, faces, candidates } = question;
  const wrong = faces.filter((face) => out.has(face.id)).map((face) => face.id);
  const say = (body: Omit<Answer, "wrong">) => !busy && answer({ ...body, wrong });
  const name = ({ personId, name: words }: Named) =>
    wrong.length === faces.length
      ? undefined
      : personId === null
        ? say({ verdict: "new", name: words })
        : say({ verdict: "person", person_id: personId });
  const yes = () => {
    if (kind === "confirm" && wrong.length === faces.length) say({ verdict: "no" });
    else say({ verdict: "yes" });
  };
  const current = () => faceAt(document.activeElement) ?? hovered.current ?? (faces.length === 1 ? faces[0]?.id : null);
  const swipe = useSwipe({ left: () => say({ verdict: "skip" }), right: undo });

  const act = (deed: Deed) => {
    if (deed.do === "type") return setTyping(deed.letter);
    if (deed.do === "pick") {
      const one = candidates[deed.at];
      return one && name({ personId: one.person_id, name: one.name });
    }
    const deeds = {
      yes,
      no: () => say({ verdict: "no" }),
      stranger: () => wrong.length < faces.length && say({ verdict: "stranger" }),
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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onFace = faceAt(document.activeElement);
    if (event.key === " " && onFace && !event.repeat) {
      const timer = window.setTimeout(() => setPeek(onFace), HOLD);
      down.current = { key: " ", at: Date.now(), timer };
      return;
    }
    if (event.defaultPrevented && !onFace) return;
    if (event.key === "Escape") return setPeek(null);
    // The choice of a session wants the arrows and nothing else.
    const onChoice = document.activeElement?.matches("input[type=radio]");
    if (onChoice && /^Arrow| /.test(event.key)) return;
    const isTyping = document.activeElement?.matches("input, textarea");
    if (!onChoice && !isFree(event) && (event.key === "Enter" || isTyping)) return;
    if (document.querySelector("[role=dialog]")) return;
    if (moveFocus(event)) {
      if (peek !== null) setPeek(faceAt(document.activeElement));
      return;
    }
    const deed = deedOf(event.key, kind, candidates.length);
    if (!deed || event.repeat) return;
    event.preventDefault();
    if (deed.do === "photo") down.current = { key: event.key, at: Date.now(), timer: 0 };
    act(deed);
  });

  useWindowEvent("keyup", (event) => {
    const pressed = down.current;
    if (!pressed || pressed.key !== event.key) return;
    down.current = null;
    window.clearTimeout(pressed.timer);
    const held = Date.now() - pressed.at >= HOLD;
    if (held) setPeek(null);
    else if (event.key === " ") act({ do: "out" });
  });

  const shown = faces.find((face) => face.id === peek);
  return (
    <div
      className={css.question}
      data-question={question.id}
      data-asked-name={question.person?.name ?? ""}
      data-busy={busy || undefined}
      {...swipe}
    >
      <QuestionTitle question={question} />
      <AskedFaces
        question={question}
        out={out}
        onPress={toggle}
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
      />
      {shown && <PhotoPeek face={shown} onClose={() => setPeek(null)} />}
    </div>
  );
}
