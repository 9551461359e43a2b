// The photos before and after one, as the timeline orders them; and what the timeline knows of a photo already.
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Bucket, Photo } from "../api/types";
import { photoUrl } from "../api/urls";
import { photoQuery } from "./queries";
import { bucketQuery, monthsQuery, type TimelineSource } from "./source";

export type Neighbour = { id: number; imageUrl: string | null };
/** `isEnd` is true where no older photo follows, and undefined while that is not known. */
type Neighbours = { newer?: Neighbour; older?: Neighbour; isEnd?: boolean };

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
  const newer = isFirst ? photoOf(newerMonth, (newerMonth?.ids.length ?? 0) - 1) : photoOf(here, at - 1);
  const older = isLast ? photoOf(olderMonth, 0) : photoOf(here, at + 1);
  // What is known of them already is there at once when somebody steps on.
  useQueries({ queries: [newer, older].flatMap((one) => (one ? [photoQuery(one.id)] : [])), combine: () => null });
  if (!here || at < 0) return {};
  const isOldest = isLast && months !== undefined && place === months.length - 1;
  return { newer, older, isEnd: older ? false : isOldest || undefined };
}

/** How a photo looks on the timeline, as long as it is still on its way to the viewer. */
export type Tile = { ratio: number; colour: number | null; thumbUrl: string | null };

export function useTile(source: TimelineSource, photoId: number): Tile | undefined {
  const client = useQueryClient();
  for (const [, bucket] of client.getQueriesData<Bucket>({ queryKey: ["photos", "bucket", source.key] })) {
    const at = bucket?.ids.indexOf(photoId) ?? -1;
    if (!bucket || at < 0) continue;
    const isReady = !bucket.failed.includes(at) && !bucket.waiting.includes(at);
    return {
      ratio: (bucket.ratios[at] ?? 1000) / 1000,
      colour: bucket.colours[at] ?? null,
      thumbUrl: isReady ? photoUrl(photoId, "thumb", bucket.versions[at] ?? "") : null,
    };
  }
  return undefined;
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
