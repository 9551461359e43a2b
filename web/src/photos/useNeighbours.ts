// The photos before and after one, as the timeline orders them.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, ask } from "../api/client";
import { itemsOf } from "../api/pages";
import type { Photo } from "../api/types";
import { monthQuery, useTimeline } from "./queries";

type Neighbours = { newer?: Photo; older?: Photo };

export function useNeighbours(photo: Photo | undefined, personId?: number): Neighbours {
  const month = photo?.taken_at?.slice(0, 7) ?? "";
  const { data: timeline } = useTimeline(personId);
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    ...monthQuery(month, personId),
    enabled: month !== "",
  });
  const photos = itemsOf(data);
  const at = photos.findIndex(({ id }) => id === photo?.id);
  const isAtEnd = at < 0 || at === photos.length - 1;
  useEffect(() => {
    if (isAtEnd && hasNextPage && !isFetching) fetchNextPage();
  }, [isAtEnd, hasNextPage, isFetching, fetchNextPage]);
  const months = timeline?.months.map((one) => one.month) ?? [];
  const place = months.indexOf(month);
  const newerMonth = at === 0 && place > 0 ? months[place - 1] : undefined;
  const olderMonth = at >= 0 && isAtEnd && !hasNextPage && place >= 0 ? months[place + 1] : undefined;
  const { data: lastOfNewer } = useEdge(newerMonth, "oldest", personId);
  const { data: firstOfOlder } = useEdge(olderMonth, "newest", personId);
  if (at < 0) return {};
  return {
    newer: photos[at - 1] ?? (newerMonth ? lastOfNewer : undefined),
    older: photos[at + 1] ?? (olderMonth ? firstOfOlder : undefined),
  };
}

function useEdge(month: string | undefined, order: "newest" | "oldest", personId?: number) {
  return useQuery({
    queryKey: ["photos", "edge", month, order, { personId }],
    enabled: month !== undefined,
    queryFn: async ({ signal }) => {
      const query = { month, order, person_id: personId, limit: 1 };
      const page = await ask(api.GET("/api/photos", { params: { query }, signal }));
      return page.items[0];
    },
  });
}
