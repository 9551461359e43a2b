// The picture, as big as its place allows, and whatever lies over it.
import { useElementSize } from "@mantine/hooks";
import { FileWarning, Hourglass } from "lucide-react";
import { useState } from "react";
import type { PhotoDetail } from "../api/types";
import { AdjustBox } from "../faces/AdjustBox";
import { DrawBox } from "../faces/DrawBox";
import { FaceBox } from "../faces/FaceBox";
import { fitInto } from "../faces/geometry";
import type { Mode } from "./Viewer";
import css from "./Viewer.module.css";

type Props = {
  photo: PhotoDetail;
  boxes: boolean;
  mode: Mode;
  setMode: (mode: Mode) => void;
  selected: number | null;
  setSelected: (faceId: number | null) => void;
};

const LOOK: Mode = { kind: "look" };

export function Stage({ photo, boxes, mode, setMode, selected, setSelected }: Props) {
  const { ref, width, height } = useElementSize();
  if (photo.state === "failed") return <Unreadable photo={photo} />;
  if (!photo.width || !photo.height) {
    return (
      <div className={css.waiting} role="status">
        <Hourglass size={34} aria-hidden />
        This photo has not been read yet.
      </div>
    );
  }
  const size = { width: photo.width, height: photo.height };
  const shown = width && height ? fitInto(size, { width, height }) : null;
  const adjusted = mode.kind === "adjust" ? photo.faces_list.find((face) => face.id === mode.faceId) : undefined;
  return (
    <div ref={ref} className={css.stage}>
      {shown && (
        <div className={css.photo} style={shown}>
          <Picture photo={photo} />
          {boxes && mode.kind === "look" && (
            <div className={css.boxes}>
              {photo.faces_list.map((face) => (
                <FaceBox
                  key={face.id}
                  face={face}
                  size={size}
                  open={selected === face.id}
                  onOpen={(open) => setSelected(open ? face.id : null)}
                  onAdjust={() => {
                    setSelected(null);
                    setMode({ kind: "adjust", faceId: face.id });
                  }}
                />
              ))}
            </div>
          )}
          {mode.kind === "draw" && <DrawBox photoId={photo.id} size={size} onDone={() => setMode(LOOK)} />}
          {adjusted && <AdjustBox key={adjusted.id} face={adjusted} size={size} onDone={() => setMode(LOOK)} />}
        </div>
      )}
    </div>
  );
}

function Picture({ photo }: { photo: PhotoDetail }) {
  const [ready, setReady] = useState(false);
  const names = photo.faces_list.flatMap((face) => (face.tag ? [face.tag.name] : []));
  return (
    <>
      {!ready && <img className={css.preview} src={photo.thumb_url} alt="" draggable={false} />}
      <img
        className={css.image}
        data-ready={ready || undefined}
        src={photo.image_url}
        alt={names.length ? `Photo with ${names.join(", ")}` : "Photo"}
        draggable={false}
        onLoad={() => setReady(true)}
      />
    </>
  );
}

function Unreadable({ photo }: { photo: PhotoDetail }) {
  return (
    <div className={css.waiting} role="alert">
      <FileWarning size={40} aria-hidden />
      <strong>{photo.error ?? "This file could not be read."}</strong>
      <code>{photo.file_path}</code>
    </div>
  );
}
