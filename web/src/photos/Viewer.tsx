// One photo in the whole window, with its faces: who they are, and what is missing or wrong.
import { useDocumentTitle, useHotkeys, useIdle, useLocalStorage } from "@mantine/hooks";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../api/types";
import { undoLast } from "../people/decide";
import { isFree } from "../ui/keys";
import { formatMoment } from "../ui/words";
import { InfoPanel } from "./InfoPanel";
import { namePhoto } from "./namePhoto";
import { SlideBar } from "./SlideBar";
import { Coming, Stage } from "./Stage";
import type { Neighbour, Tile } from "./useNeighbours";
import type { Slideshow } from "./useSlideshow";
import { useSwipe } from "./useSwipe";
import css from "./Viewer.module.css";
import { ViewerBar } from "./ViewerBar";

export type Mode = { kind: "look" } | { kind: "draw" } | { kind: "adjust"; faceId: number };

type Props = {
  photoId: number;
  photo?: PhotoDetail;
  /** What the timeline knows of it, to be shown while the photo is on its way. */
  tile?: Tile;
  newer?: Neighbour;
  older?: Neighbour;
  goTo: (photoId: number) => void;
  close: () => void;
  startFace?: number;
  slides: Slideshow;
};

const LOOK: Mode = { kind: "look" };
const STILL = 2500; // milliseconds without a move, after which a slideshow shows nothing but photos

export function Viewer({ photoId, photo, tile, newer, older, goTo, close, startFace, slides }: Props) {
  const { t } = useTranslation("photos");
  const [boxes, setBoxes] = useLocalStorage({
    key: "kenfolk-boxes",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [info, setInfo] = useLocalStorage({ key: "kenfolk-info", defaultValue: false, getInitialValueInEffect: false });
  const [mode, setMode] = useState<Mode>(LOOK);
  const [zoomed, setZoomed] = useState(false);
  const [selected, setSelected] = useState<number | null>(startFace ?? null);
  // The frame stays and keeps the focus while photos go by; what belongs to one photo goes with it.
  const [at, setAt] = useState(photoId);
  if (at !== photoId) {
    setAt(photoId);
    setMode(LOOK);
    setZoomed(false);
    setSelected(null);
  }
  const idle = useIdle(STILL, { initialState: false });
  useDocumentTitle(photo ? `${formatMoment(photo.taken_at ?? "")} · Kenfolk` : "Kenfolk");
  usePreload(newer, older);
  const go = (to: Neighbour | undefined) => to && goTo(to.id);
  const leave = () => {
    if (slides.playing) slides.stop();
    else if (mode.kind !== "look") setMode(LOOK);
    else if (selected !== null) setSelected(null);
    else close();
  };
  const toggleDraw = () => {
    slides.stop();
    setSelected(null);
    setBoxes(true);
    setMode(mode.kind === "draw" ? LOOK : { kind: "draw" });
  };
  const play = (event?: Event) => {
    event?.preventDefault();
    setSelected(null);
    slides.toggle();
  };
  useHotkeys([
    // Not taken from those who move an enlarged photo, or a box.
    ["ArrowLeft", () => mode.kind === "look" && !zoomed && go(newer), { preventDefault: false }],
    ["ArrowRight", () => mode.kind === "look" && !zoomed && go(older), { preventDefault: false }],
    ["b", () => setBoxes(!boxes)],
    ["d", toggleDraw],
    ["i", () => setInfo(!info)],
    ["u", () => undoLast()],
    ["Space", (event) => mode.kind === "look" && isFree(event) && play(event), { preventDefault: false }],
    ["Escape", leave],
  ]);
  const swipe = useSwipe({ enabled: mode.kind === "look" && !zoomed, left: () => go(older), right: () => go(newer) });
  return (
    <div
      className={css.viewer}
      data-info={(info && !slides.playing) || undefined}
      data-playing={slides.playing || undefined}
      data-idle={(slides.playing && idle) || undefined}
    >
      <span className="sr-only" role="status">
        {photo && !slides.playing && namePhoto(photo)}
      </span>
      <ViewerBar
        photo={photo}
        close={close}
        boxes={boxes}
        onBoxes={() => setBoxes(!boxes)}
        drawing={mode.kind === "draw"}
        onDraw={toggleDraw}
        info={info}
        onInfo={() => setInfo(!info)}
        onPlay={() => play()}
      />
      <div className={css.middle} {...swipe}>
        {!photo && <Coming key={photoId} tile={tile} />}
        {photo && (
          <Stage
            key={photoId}
            photo={photo}
            boxes={boxes && !slides.playing}
            mode={mode}
            setMode={setMode}
            selected={selected}
            setSelected={setSelected}
            onZoom={setZoomed}
          />
        )}
        {slides.playing && <SlideBar slides={slides} />}
        <Step label={t("viewer.newer")} to={newer} go={go} side="left" />
        <Step label={t("viewer.older")} to={older} go={go} side="right" />
      </div>
      {info && photo && !slides.playing && (
        <InfoPanel
          photo={photo}
          onFace={(id) => {
            setBoxes(true);
            setSelected(id);
          }}
          onClose={() => setInfo(false)}
        />
      )}
    </div>
  );
}

type StepProps = { label: string; to?: Neighbour; go: (to?: Neighbour) => void; side: "left" | "right" };

function Step({ label, to, go, side }: StepProps) {
  const Icon = side === "left" ? ChevronLeft : ChevronRight;
  return (
    <button
      type="button"
      className={css.step}
      data-side={side}
      aria-label={label}
      disabled={!to}
      onClick={() => go(to)}
    >
      <Icon size={26} aria-hidden />
    </button>
  );
}

function usePreload(...photos: (Neighbour | undefined)[]) {
  const urls = photos.flatMap((photo) => (photo?.imageUrl ? [photo.imageUrl] : [])).join(" ");
  useEffect(() => {
    for (const url of urls.split(" ").filter(Boolean)) new Image().src = url;
  }, [urls]);
}
