// Who is in a photo, and what is known about the file.
import { CloseButton } from "@mantine/core";
import type { Face, PhotoDetail } from "../api/types";
import { MachineMark } from "../insights/MachineMark";
import { fileName, formatBytes, formatMoment, formatNumber } from "../ui/words";
import css from "./InfoPanel.module.css";

type Props = { photo: PhotoDetail; onFace: (faceId: number) => void; onClose: () => void };

export function InfoPanel({ photo, onFace, onClose }: Props) {
  return (
    <aside className={css.panel} aria-label="About this photo">
      <div className={css.head}>
        <h2>People</h2>
        <CloseButton className={css.close} onClick={onClose} aria-label="Close the details" />
      </div>
      {photo.faces_list.length === 0 && <p className={css.none}>No faces found. Press D to draw one.</p>}
      <ul className={css.faces}>
        {photo.faces_list.map((face) => (
          <li key={face.id}>
            <button type="button" onClick={() => onFace(face.id)}>
              <img src={face.chip_url} alt="" loading="lazy" />
              <span>
                {whoIs(face)}
                <small>
                  <MachineMark face={face} look="words" />
                  {sayWhy(face)}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <h2>Details</h2>
      <dl className={css.facts}>
        <Fact name="File">{fileName(photo.path)}</Fact>
        <Fact name="Taken">{photo.taken_at && formatMoment(photo.taken_at)}</Fact>
        <Fact name="Camera">{photo.camera}</Fact>
        <Fact name="Picture">
          {photo.width &&
            photo.height &&
            `${formatNumber(photo.width)} × ${formatNumber(photo.height)} ${photo.format ?? ""}`}
        </Fact>
        <Fact name="Size">{formatBytes(photo.size)}</Fact>
        <Fact name="Where">{photo.file_path}</Fact>
        <Fact name="Problem">{photo.error}</Fact>
      </dl>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: string | number | null | undefined | false }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

export function whoIs(face: Face) {
  if (face.tag) return face.tag.name;
  if (face.mark === "stranger") return "A stranger";
  if (face.mark === "unsure") return "Nobody is sure";
  return face.suggestion ? `${face.suggestion.name}?` : "Who is this?";
}

function sayWhy(face: Face) {
  if (face.tag?.source === "machine") return "";
  if (face.tag?.source === "import") return "Read from the file";
  if (face.suggestion && !face.tag && !face.mark) return `${Math.round(face.suggestion.probability * 100)} % sure`;
  return face.origin === "human" ? "Drawn by hand" : "";
}
