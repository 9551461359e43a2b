// Photos by the month they were taken, newest first; only what is near the screen is asked for and shown.
import { useQuery } from "@tanstack/react-query";
import { Images } from "lucide-react";
import type { ReactNode } from "react";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { MonthsView } from "./MonthsView";
import { librarySource, monthsQuery, type TimelineSource } from "./source";

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
  if (!months) return <SkeletonGrid count={24} label={false} />;
  if (months.length === 0) {
    return (
      <Empty icon={<Images size={30} />} title={emptyTitle}>
        {emptyWords}
      </Empty>
    );
  }
  return <MonthsView key={source.key} months={months} source={source} inAddress={inAddress} />;
}
