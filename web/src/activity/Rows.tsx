import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import css from "./Activity.module.css";

/** Stands where a list will be, as tall as the list. */
export function Rows({ count, height }: { count: number; height: number }) {
  const { t } = useTranslation();
  return (
    <div className={css.rows} aria-busy="true" role="status">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
        <div key={at} style={{ height }}>
          <Skeleton height={14} width={`${62 - ((at * 17) % 30)}%`} radius="xl" />
          <Skeleton height={10} width={`${36 + ((at * 11) % 20)}%`} mt={10} radius="xl" />
        </div>
      ))}
    </div>
  );
}
