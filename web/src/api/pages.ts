// Lists come in pages; these put them one after the other.
import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "./types";

export type Pages<Item> = InfiniteData<Page<Item>, unknown>;

export const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next_cursor: string | null }) => last.next_cursor ?? undefined,
};

export const itemsOf = <Item>(data: Pages<Item> | undefined): Item[] => data?.pages.flatMap((page) => page.items) ?? [];

/** Return the pages with every item changed, or left out where `change` returns null. */
export function mapItems<Item>(data: Pages<Item>, change: (item: Item) => Item | null): Pages<Item> {
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.flatMap((item) => change(item) ?? []),
  }));
  return { ...data, pages };
}
