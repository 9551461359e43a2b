// The shape of a question that is on its way.
import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import css from "./Review.module.css";

export function QuestionSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={css.waiting} aria-busy="true" role="status">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className={css.waitingTitle} radius="xl" />
      <div className={css.waitingFaces}>
        {Array.from({ length: 12 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
          <Skeleton key={at} radius={20} />
        ))}
      </div>
      <div className={css.waitingBar}>
        <Skeleton radius="xl" />
        <Skeleton radius="xl" />
        <Skeleton radius="xl" />
      </div>
    </div>
  );
}
