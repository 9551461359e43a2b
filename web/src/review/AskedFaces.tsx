// The faces a question is about, as big as their number allows.
import { Check, X } from "lucide-react";
import { type PointerEvent, useRef } from "react";
import type { Face, Question } from "../api/types";
import css from "./Review.module.css";

type Props = {
  question: Question;
  out: ReadonlySet<number>;
  onPress: (id: number) => void;
  onHover: (id: number | null) => void;
  onPeek: (id: number | null) => void;
};

export function AskedFaces({ question, ...props }: Props) {
  return <Faces faces={question.faces} label="Faces" {...props} />;
}

type FacesProps = Omit<Props, "question"> & { faces: Face[]; label: string; fixed?: boolean };

function Faces({ faces, label, fixed = false, ...props }: FacesProps) {
  const size = faces.length === 1 ? "one" : faces.length <= 4 ? "few" : "many";
  return (
    <ul className={css.faces} data-size={size} aria-label={label}>
      {faces.map((face, at) => (
        <li key={face.id}>
          <Asked face={face} words={`Face ${at + 1} of ${faces.length}`} fixed={fixed} {...props} />
        </li>
      ))}
    </ul>
  );
}

type AskedProps = Omit<Props, "question"> & { face: Face; words: string; fixed: boolean };

const HOVER = 650;
const HOLD = 350;

function Asked({ face, words, fixed, out, onPress, onHover, onPeek }: AskedProps) {
  const timer = useRef<number>(undefined);
  const held = useRef(false);
  const isOut = out.has(face.id);
  const wait = (after: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      held.current = true;
      onPeek(face.id);
    }, after);
  };
  const leave = () => {
    window.clearTimeout(timer.current);
    onPeek(null);
  };
  return (
    <button
      type="button"
      data-face={face.id}
      className={css.face}
      data-out={isOut || undefined}
      aria-pressed={fixed ? undefined : !isOut}
      aria-label={fixed ? words : `${words}, ${isOut ? "taken out" : "kept"}`}
      onClick={() => {
        window.clearTimeout(timer.current);
        // The end of a long press is not a click.
        if (!held.current && !fixed) onPress(face.id);
      }}
      onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      onPointerEnter={(event) => {
        onHover(face.id);
        if (event.pointerType === "mouse") wait(HOVER);
      }}
      onPointerDown={(event: PointerEvent) => {
        held.current = false;
        if (event.pointerType !== "mouse") wait(HOLD);
        else window.clearTimeout(timer.current);
      }}
      onPointerUp={(event) => event.pointerType !== "mouse" && leave()}
      onPointerCancel={leave}
      onPointerLeave={() => {
        onHover(null);
        held.current = false;
        leave();
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      <img src={face.chip_url} alt="" draggable={false} />
      {!fixed && (
        <span className={css.sign}>
          {isOut ? <X size={17} strokeWidth={3} /> : <Check size={17} strokeWidth={3} />}
        </span>
      )}
    </button>
  );
}
