// The photos before and after one, as the timeline orders them.
import { useQuery } from "@tanstack/react-query";
import type { Bucket, Photo } from "../api/types";
import { photoUrl } from "../api/urls";
import { bucketQuery, monthsQuery, type TimelineSource } from "./source";

export type Neighbour = { id: number; imageUrl: string | null };
type Neighbours = { newer?: Neighbour; older?: Neighbour };

export function useNeighbours(photo: Photo | undefined, source: TimelineSource): Neighbours {
  const month = photo?.taken_at?.slice(0, 7) ?? "";
  const { data: months } = useQuery(monthsQuery(source));
  const here = useBucket(source, month || undefined);
  const at = here?.ids.indexOf(photo?.id ?? 0) ?? -1;
  const place = months?.findIndex((one) => one.month === month) ?? -1;
  const isFirst = at === 0 && place > 0;
  const isLast = here !== undefined && at === here.ids.length - 1 && place >= 0;
  const newerMonth = useBucket(source, isFirst ? months?.[place - 1]?.month : undefined);
  const olderMonth = useBucket(source, isLast ? months?.[place + 1]?.month : undefined);
  if (!here || at < 0) return {};
  return {
    newer: isFirst ? photoOf(newerMonth, (newerMonth?.ids.length ?? 0) - 1) : photoOf(here, at - 1),
    older: isLast ? photoOf(olderMonth, 0) : photoOf(here, at + 1),
  };
}

function useBucket(source: TimelineSource, month: string | undefined) {
  return useQuery({ ...bucketQuery(source, month ?? ""), enabled: month !== undefined }).data;
}

function photoOf(bucket: Bucket | undefined, at: number): Neighbour | undefined {
  const id = bucket?.ids[at];
  if (!bucket || id === undefined) return undefined;
  const isReady = !bucket.failed.includes(at) && !bucket.waiting.includes(at);
  return { id, imageUrl: isReady ? photoUrl(id, "image", bucket.versions[at] ?? "") : null };
}
