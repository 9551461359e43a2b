import { useCallback } from "react";

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** Return what a grid calls when its end comes into view. */
export function useNextPage({ hasNextPage, isFetchingNextPage, fetchNextPage }: Paged) {
  return useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
}
