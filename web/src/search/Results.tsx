// What a search finds, newest first.
import { useInViewport } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "../api/pages";
import type { Photo } from "../api/types";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";
import { fileName, formatMoment, formatMonth } from "../ui/words";
import { photosQuery } from "./queries";
import css from "./Search.module.css";

export function Results({ q }: { q: string }) {
  const { t } = useTranslation("search");
  const query = useInfiniteQuery(photosQuery(q));
  const photos = itemsOf(query.data);
  const months = useMemo(() => byMonth(photos), [photos]);
  const next = useNextPage(query);
  const { ref: end, inViewport } = useInViewport();
  useEffect(() => {
    if (inViewport) next();
  }, [inViewport, next]);
  if (query.error && !query.data) return <Failed error={query.error} retry={query.refetch} />;
  if (!query.data) return <SkeletonGrid count={18} label={false} />;
  if (photos.length === 0) {
    return (
      <Empty icon={<SearchX size={30} />} title={t("results.none")}>
        {t("results.noneWords")}
      </Empty>
    );
  }
  return (
    <>
      {months.map(({ month, photos: ofMonth }) => (
        <section key={month} className={css.ofMonth} aria-label={formatMonth(month)}>
          <h2 className={css.month}>{formatMonth(month)}</h2>
          <ul className={css.photos}>
            {ofMonth.map((photo) => (
              <li key={photo.id}>
                <Tile photo={photo} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div ref={end} />
    </>
  );
}

function Tile({ photo }: { photo: Photo }) {
  const { t } = useTranslation("search");
  return (
    <Link
      to="/photos/$photoId"
      params={{ photoId: photo.id }}
      className={css.photo}
      preload={false}
      aria-label={t("results.photo", { when: formatMoment(photo.taken_at), count: photo.faces })}
    >
      {photo.state === "ready" ? (
        <img src={photo.thumb_url} alt="" loading="lazy" draggable={false} />
      ) : (
        <span>{fileName(photo.path)}</span>
      )}
    </Link>
  );
}

function byMonth(photos: Photo[]) {
  const months: { month: string; photos: Photo[] }[] = [];
  for (const photo of photos) {
    const month = photo.taken_at.slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.photos.push(photo);
    else months.push({ month, photos: [photo] });
  }
  return months;
}
