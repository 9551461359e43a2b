// The faces a question is about, as big as the window allows.
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { Check, X } from "lucide-react";
import { type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Face, Question } from "../api/types";
import { usePhone } from "../ui/usePhone";
import { fitGrid } from "./fitGrid";
import css from "./Review.module.css";

type Props = {
  question: Question;
  out: ReadonlySet<number>;
  onPress: (id: number) => void;
  onHover: (id: number | null) => void;
  onPeek: (id: number | null) => void;
};

export function AskedFaces({ question, ...props }: Props) {
  const { t } = useTranslation("review");
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const at = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, at);
  const phone = usePhone();
  const { faces } = question;
  // Before the place is measured, from that of the question before: hardly ever seen.
  const place = width ? { width, height: phone ? roomFor(at.current) : height } : lastPlace;
  if (width) lastPlace = place;
  const grid = fitGrid(faces.length, place, { phone });
  return (
    <div ref={ref} className={css.place} data-scrolls={!grid.fits || undefined}>
      <ul
        className={css.faces}
        aria-label={t("faces")}
        style={{ gap: grid.gap, width: grid.columns * (grid.side + grid.gap) - grid.gap }}
      >
        {faces.map((face, at) => (
          <li key={face.id} style={{ width: grid.side }}>
            <Asked
              face={face}
              words={t(props.out.has(face.id) ? "faceOut" : "faceKept", { at: at + 1, of: faces.length })}
              {...props}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** On a phone the place grows with the faces: what counts is the room between the question and the answers. */
function roomFor(place: HTMLElement | null) {
  const dock = Number.parseFloat(document.documentElement.style.getPropertyValue("--kf-dock")) || 0;
  return window.innerHeight - (place?.offsetTop ?? 0) - dock;
}

let lastPlace = { width: 960, height: 520 };

type AskedProps = Omit<Props, "question"> & { face: Face; words: string };

const HOVER = 550;
const HOLD = 350;

function Asked({ face, words, out, onPress, onHover, onPeek }: AskedProps) {
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
    if (held.current) onPeek(null);
  };
  return (
    <button
      type="button"
      data-face={face.id}
      className={css.face}
      data-out={isOut || undefined}
      aria-pressed={!isOut}
      aria-label={words}
      onClick={() => {
        window.clearTimeout(timer.current);
        // The end of a long press is not a click.
        if (!held.current) onPress(face.id);
      }}
      // Enter answers, and Space is looked after where holding it is told from pressing it.
      onKeyDown={(event) => (event.key === "Enter" || event.key === " ") && event.preventDefault()}
      onKeyUp={(event) => event.key === " " && event.preventDefault()}
      onPointerEnter={(event) => {
        onHover(face.id);
        if (event.pointerType === "mouse") wait(HOVER);
      }}
      onPointerDown={(event: PointerEvent) => {
        held.current = false;
        if (event.pointerType !== "mouse") wait(HOLD);
        else leave();
      }}
      onPointerUp={(event) => event.pointerType !== "mouse" && leave()}
      onPointerCancel={leave}
      onPointerLeave={() => {
        onHover(null);
        leave();
        held.current = false;
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      <img src={face.chip_url} alt="" draggable={false} decoding="sync" />
      <span className={css.sign} aria-hidden>
        {isOut ? <X size={17} strokeWidth={3} /> : <Check size={17} strokeWidth={3} />}
      </span>
    </button>
  );
}
