// One row of photos: each stands as its colour, in its size, until its picture is there.
import { FileWarning, Hourglass } from "lucide-react";
import { memo, useCallback, useState } from "react";
import type { Bucket } from "../api/types";
import { photoUrl } from "../api/urls";
import { t } from "../locales/i18n";
import { formatDay } from "../ui/words";
import { type Row, shownRatio } from "./layout";
import css from "./Timeline.module.css";

type Props = { bucket: Bucket; row: Row; gap: number; query: string; live: boolean; tabAt: number };

export const RowLine = memo(function RowLine({ bucket, row, gap, query, live, tabAt }: Props) {
  // A row that raced by has no pictures; one that has them keeps them.
  const [hasPictures, setHasPictures] = useState(live);
  if (live && !hasPictures) setHasPictures(true);
  return (
    <div className={css.row} style={{ transform: `translateY(${row.top}px)`, height: row.height, gap }}>
      {bucket.ids.slice(row.from, row.to).map((id, place) => {
        const at = row.from + place;
        const failed = bucket.failed.includes(at);
        const waiting = !failed && bucket.waiting.includes(at);
        return (
          <a
            key={id}
            href={`/photos/${id}${query}`}
            data-photo={id}
            data-place={`${bucket.month}/${at}`}
            className={css.photo}
            style={{
              width: shownRatio(bucket.ratios[at] ?? 1000) * row.height,
              background: colourOf(bucket.colours[at]),
            }}
            tabIndex={tabAt === at ? 0 : -1}
            aria-label={nameOf(bucket, at, failed)}
            draggable={false}
          >
            {failed && <FileWarning className={css.sign} size={26} aria-hidden />}
            {waiting && <Hourglass className={css.sign} size={22} aria-hidden />}
            {hasPictures && !failed && !waiting && <Thumb src={photoUrl(id, "thumb", bucket.versions[at] ?? "")} />}
          </a>
        );
      })}
    </div>
  );
});

function Thumb({ src }: { src: string }) {
  const [ready, setReady] = useState(false);
  const ref = useCallback((image: HTMLImageElement | null) => {
    if (!image) return;
    if (image.complete && image.naturalWidth > 0) setReady(true);
    return () => {
      // Who scrolled on does not wait for it, and those who come next do not stand in line behind it.
      if (!image.complete) image.removeAttribute("src");
    };
  }, []);
  return (
    <img
      ref={ref}
      src={src}
      alt=""
      decoding="async"
      draggable={false}
      data-ready={ready || undefined}
      onLoad={() => setReady(true)}
    />
  );
}

const colourOf = (colour: number | null | undefined) =>
  colour == null ? undefined : `#${colour.toString(16).padStart(6, "0")}`;

function nameOf(bucket: Bucket, at: number, failed: boolean) {
  const day = formatDay(`${bucket.month}-${String(bucket.days[at]).padStart(2, "0")}T12:00:00`);
  if (failed) return t("photos:tile.failed", { day });
  const faces = bucket.faces[at] ?? 0;
  return faces ? t("photos:tile.withFaces", { day, count: faces }) : t("photos:tile.photo", { day });
}
