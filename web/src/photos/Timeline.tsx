// Photos by the month they were taken, newest first; only what is near the screen is asked for and shown.
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Images } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../locales/i18n";
import { Empty, Failed } from "../ui/states";
import { MonthsView } from "./MonthsView";
import { librarySource, monthsQuery, type TimelineSource } from "./source";
import css from "./Timeline.module.css";

type Props = {
  /** Which photos; those of the whole library, or of a person, if left out. */
  source?: TimelineSource;
  personId?: number;
  /** Keep the month on top in the address. */
  inAddress?: boolean;
  emptyTitle: string;
  emptyWords?: ReactNode;
};

export function Timeline({ source: given, personId, inAddress = false, emptyTitle, emptyWords }: Props) {
  const source = given ?? librarySource(personId);
  const { data: months, error, refetch } = useQuery(monthsQuery(source));
  if (error && !months) return <Failed error={error} retry={refetch} />;
  if (!months) return <Skeletons />;
  if (months.length === 0) {
    return (
      <Empty icon={<Images size={30} />} title={emptyTitle}>
        {emptyWords}
      </Empty>
    );
  }
  return <MonthsView key={source.key} months={months} source={source} inAddress={inAddress} />;
}

const ROWS = [
  [1.5, 0.8, 1.3, 1.5, 1.3],
  [1.3, 1.5, 1.3, 0.8, 1.8],
  [1.8, 1.3, 0.8, 1.5, 1.3],
  [0.8, 1.5, 1.5, 1.3, 1.5],
];

/** Rows of photos, as they will stand. */
function Skeletons() {
  return (
    <div className={css.skeletons} aria-busy="true" role="status">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton height={18} width={150} radius="xl" />
      {ROWS.map((ratios, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <div key={row}>
          {ratios.map((ratio, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <Skeleton key={at} radius={6} style={{ flexGrow: ratio }} />
          ))}
        </div>
      ))}
    </div>
  );
}
