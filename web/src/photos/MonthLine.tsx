// One line of a month's photos.
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileWarning } from "lucide-react";
import { useEffect } from "react";
import { itemsOf } from "../api/pages";
import type { Photo } from "../api/types";
import { count, fileName, formatMoment } from "../ui/words";
import { monthQuery } from "./queries";
import css from "./Timeline.module.css";

type Props = {
  month: string;
  from: number;
  to: number;
  columns: number;
  gap: number;
  personId?: number;
  /** While somebody races through the years, nothing new is asked for. */
  waiting: boolean;
};

export function MonthLine({ month, from, to, columns, gap, personId, waiting }: Props) {
  const query = monthQuery(month, personId);
  const known = useQueryClient().getQueryData(query.queryKey) !== undefined;
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({ ...query, enabled: known || !waiting });
  const photos = itemsOf(data);
  const short = photos.length < to;
  useEffect(() => {
    if (short && hasNextPage && !isFetching && !waiting) fetchNextPage();
  }, [short, hasNextPage, isFetching, fetchNextPage, waiting]);
  return (
    <div className={css.line} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap }}>
      {Array.from({ length: to - from }, (_, at) => {
        const photo = photos[from + at];
        return photo ? (
          <PhotoTile key={photo.id} photo={photo} personId={personId} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: an empty square has nothing but its place
          <div key={`empty-${at}`} className={css.photo} />
        );
      })}
    </div>
  );
}

function PhotoTile({ photo, personId }: { photo: Photo; personId?: number }) {
  const people = photo.faces ? `, ${count(photo.faces, "face")}` : "";
  const when = photo.taken_at ? formatMoment(photo.taken_at) : fileName(photo.path);
  return (
    <Link
      to="/photos/$photoId"
      params={{ photoId: photo.id }}
      search={personId ? { person: personId } : {}}
      className={css.photo}
      aria-label={photo.state === "failed" ? `${fileName(photo.path)} could not be read` : `Photo of ${when}${people}`}
      preload={false}
    >
      {photo.state === "failed" ? (
        <span className={css.failed}>
          <FileWarning size={24} aria-hidden />
          <span>{fileName(photo.path)}</span>
        </span>
      ) : (
        photo.state === "ready" && <img src={photo.thumb_url} alt="" loading="lazy" draggable={false} />
      )}
    </Link>
  );
}
