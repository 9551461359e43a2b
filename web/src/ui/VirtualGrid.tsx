// A grid of equal tiles that keeps only what is near the screen in the page, however many there are.
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import css from "./VirtualGrid.module.css";

type Props<Item> = {
  items: Item[];
  label: string;
  keyOf: (item: Item) => number | string;
  children: (item: Item, index: number) => ReactNode;
  /** The least width of a tile; a phone shows at least `fewest` beside each other. */
  tile: number;
  fewest?: number;
  gap?: number;
  /** Height of what stands under the square, in pixels. */
  below?: number;
  onEnd?: () => void;
};

export function countColumns(width: number, tile: number, gap: number, fewest: number) {
  return Math.max(fewest, Math.floor((width + gap) / (tile + gap)), 1);
}

export function VirtualGrid<Item>(props: Props<Item>) {
  const { items, keyOf, children, tile, fewest = 2, gap = 18, below = 0, onEnd, label } = props;
  const { ref: sizeRef, width } = useElementSize();
  const top = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, top);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    if (top.current) setMargin(top.current.getBoundingClientRect().top + window.scrollY);
  });
  const wide = width || window.innerWidth;
  // A big screen has room for bigger faces, not only for more of them.
  const columns = countColumns(wide, wide > 1700 ? tile * 1.25 : tile, gap, fewest);
  const rowHeight = (wide - gap * (columns - 1)) / columns + below + gap;
  const rows = Math.ceil(items.length / columns);
  const virtual = useWindowVirtualizer({
    count: rows,
    estimateSize: () => rowHeight,
    overscan: 3,
    scrollMargin: margin,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height makes every row's place stale
  useLayoutEffect(() => virtual.measure(), [rowHeight]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows > 0 && last >= rows - 2) onEnd?.();
  }, [last, rows, onEnd]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow
    <div
      ref={ref}
      role="list"
      aria-label={label}
      className={css.grid}
      style={{ height: Math.max(0, virtual.getTotalSize() - gap) }}
    >
      {shown.map((row) => (
        <div
          key={row.key}
          className={css.row}
          role="presentation"
          style={{
            transform: `translateY(${row.start - margin}px)`,
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gap,
          }}
        >
          {items.slice(row.index * columns, (row.index + 1) * columns).map((item, at) => (
            // biome-ignore lint/a11y/useSemanticElements: see the list
            <div role="listitem" key={keyOf(item)} className={css.cell}>
              {children(item, row.index * columns + at)}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
