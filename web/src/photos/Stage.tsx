// The picture, as big as its place allows, and whatever lies over it.
import { useElementSize } from "@mantine/hooks";
import { FileWarning, Hourglass } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../api/types";
import { AdjustBox } from "../faces/AdjustBox";
import { DrawBox } from "../faces/DrawBox";
import { FaceBox } from "../faces/FaceBox";
import { focusFace } from "../faces/focusFace";
import { fitInto, inReadingOrder, type Size, sharesOf } from "../faces/geometry";
import { formatList } from "../ui/words";
import type { Tile } from "./useNeighbours";
import { useZoom } from "./useZoom";
import type { Mode } from "./Viewer";
import css from "./Viewer.module.css";
import { largestScale, wantsOriginal } from "./zoom";

type Props = {
  photo: PhotoDetail;
  boxes: boolean;
  mode: Mode;
  setMode: (mode: Mode) => void;
  selected: number | null;
  setSelected: (faceId: number | null) => void;
  onZoom: (zoomed: boolean) => void;
};

const LOOK: Mode = { kind: "look" };
const FADE = 250; // milliseconds, a little longer than the style sheet takes for it

/** A photo that is on its way, in its shape: what the timeline has of it, or nothing but its place. */
export function Coming({ tile }: { tile?: Tile }) {
  const { t } = useTranslation();
  const { ref, width, height } = useElementSize();
  const ratio = tile?.ratio ?? 1.5;
  const size = fitInto({ width: 1e5 * ratio, height: 1e5 }, { width, height });
  const background = tile?.colour == null ? undefined : `#${tile.colour.toString(16).padStart(6, "0")}`;
  return (
    <div ref={ref} className={css.stage} aria-busy="true" role="status">
      <span className="sr-only">{t("loading")}</span>
      <div className={css.coming} style={{ ...size, background }}>
        {tile?.thumbUrl && <img className={css.preview} src={tile.thumbUrl} alt="" draggable={false} />}
      </div>
    </div>
  );
}

export function Stage(props: Props) {
  const { t } = useTranslation("photos");
  const { photo } = props;
  if (photo.state === "failed") return <Unreadable photo={photo} />;
  if (!photo.width || !photo.height) {
    return (
      <div className={css.waiting} role="status">
        <Hourglass size={34} aria-hidden />
        {t("viewer.notRead")}
      </div>
    );
  }
  return <Readable {...props} size={{ width: photo.width, height: photo.height }} />;
}

function Readable({ photo, size, boxes, mode, setMode, selected, setSelected, onZoom }: Props & { size: Size }) {
  const { ref, width, height } = useElementSize();
  const { width: wide, height: high } = size;
  const room = useMemo(() => {
    if (!width || !height) return null;
    const fit = fitInto({ width: wide, height: high }, { width, height });
    return { fit, place: { width, height }, most: largestScale({ width: wide, height: high }, fit) };
  }, [wide, high, width, height]);
  const kind = mode.kind;
  const { stage, view, zoomed, handlers, show, approach, stepBack } = useZoom({
    photo: size,
    room,
    drag: kind !== "draw",
    arrows: kind === "look",
    onZoom,
  });
  const adjusted = mode.kind === "adjust" ? photo.faces_list.find((face) => face.id === mode.faceId) : undefined;
  const faces = inReadingOrder(photo.faces_list);
  // Whoever handled a box by key comes back to it, and the photo to where it was.
  const [handled, setHandled] = useState<number | null>(null);
  if (mode.kind === "adjust" && handled !== mode.faceId) setHandled(mode.faceId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the handling ends, whoever ends it
  useEffect(() => {
    if (kind !== "look" || handled === null) return;
    stepBack();
    focusFace(handled);
    setHandled(null);
  }, [kind, handled]);
  // A face that was drawn gets the focus as soon as it is there.
  const [drawn, setDrawn] = useState<number | null>(null);
  const isThere = kind === "look" && faces.some((face) => face.id === drawn);
  useEffect(() => {
    if (drawn === null || !isThere) return;
    focusFace(drawn);
    setDrawn(null);
  }, [drawn, isThere]);
  return (
    <div ref={stage} className={css.ground} data-zoomed={zoomed || undefined} {...handlers}>
      <div ref={ref} className={css.stage}>
        {room && (
          <div
            className={css.photo}
            style={{
              width: room.fit.width * view.scale,
              height: room.fit.height * view.scale,
              left: view.x,
              top: view.y,
            }}
          >
            <Picture photo={photo} shownWidth={room.fit.width * view.scale} />
            {boxes && kind === "look" && (
              <div className={css.boxes}>
                {faces.map((face) => (
                  <FaceBox
                    key={face.id}
                    face={face}
                    seq={photo.seq}
                    size={size}
                    open={selected === face.id}
                    onOpen={(open) => setSelected(open ? face.id : null)}
                    onFocus={() => show(sharesOf(face.box, size))}
                    onAdjust={() => {
                      setSelected(null);
                      approach(sharesOf(face.box, size));
                      setMode({ kind: "adjust", faceId: face.id });
                    }}
                  />
                ))}
              </div>
            )}
            {kind === "draw" && (
              <DrawBox photoId={photo.id} size={size} onDone={() => setMode(LOOK)} onDrawn={setDrawn} />
            )}
            {adjusted && (
              <AdjustBox key={adjusted.id} face={adjusted} seq={photo.seq} size={size} onDone={() => setMode(LOOK)} />
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** The small picture, over it the preview, and over that the original where somebody looks that closely. */
function Picture({ photo, shownWidth }: { photo: PhotoDetail; shownWidth: number }) {
  const { t } = useTranslation("photos");
  const [previewWidth, setPreviewWidth] = useState(0);
  const [sharp, setSharp] = useState(false);
  const names = photo.faces_list.flatMap((face) => (face.tag ? [face.tag.name] : []));
  const full = { width: photo.width ?? 0, height: photo.height ?? 0 };
  const ready = previewWidth > 0;
  // Below what fades in stands what was there before, so that nothing flashes.
  const [covered, setCovered] = useState(false);
  useEffect(() => {
    if (!ready) return;
    const timer = window.setTimeout(() => setCovered(true), FADE);
    return () => window.clearTimeout(timer);
  }, [ready]);
  const closer = ready && wantsOriginal(previewWidth, shownWidth * window.devicePixelRatio, full, photo.format);
  return (
    <>
      {!covered && <img className={css.preview} src={photo.thumb_url} alt="" draggable={false} />}
      <img
        className={css.image}
        data-ready={ready || undefined}
        src={photo.image_url}
        alt={names.length ? t("viewer.photoWith", { names: formatList(names) }) : t("viewer.photo")}
        draggable={false}
        onLoad={(event) => setPreviewWidth(event.currentTarget.naturalWidth)}
      />
      {(closer || sharp) && (
        <img
          className={css.image}
          data-ready={sharp || undefined}
          src={photo.original_url}
          alt=""
          draggable={false}
          onLoad={() => setSharp(true)}
        />
      )}
    </>
  );
}

function Unreadable({ photo }: { photo: PhotoDetail }) {
  const { t } = useTranslation("photos");
  return (
    <div className={css.waiting} role="alert">
      <FileWarning size={40} aria-hidden />
      <strong>{photo.error ?? t("viewer.unreadable")}</strong>
      <code>{photo.file_path}</code>
    </div>
  );
}
