import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import css from "../people/PersonHead.module.css";
import { SkeletonGrid } from "../ui/states";

/** Stands in for the page of a person, in its shape. */
export function HeadToCome({ className }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <div className={className} aria-busy="true">
      <div className={css.head} aria-hidden>
        <Skeleton className={css.cover} />
        <div className={css.words}>
          <Skeleton width="min(60%, 320px)" height={34} />
          <Skeleton width="min(80%, 460px)" height={14} mt={14} />
        </div>
      </div>
      <span className="sr-only" role="status">
        {t("loading")}
      </span>
      <SkeletonGrid count={18} label={false} />
    </div>
  );
}
