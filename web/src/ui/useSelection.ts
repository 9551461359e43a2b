// Which tiles of a grid are picked; with shift, all between the last one and this one.
import { useCallback, useRef, useState } from "react";

export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const last = useRef<number | null>(null);
  const toggle = useCallback((id: number, { shift = false, order = [] as number[] } = {}) => {
    const ids = shift ? between(order, last.current, id) : [id];
    setChosen((before) => {
      const after = new Set(before);
      for (const one of ids) {
        if (shift || !before.has(one)) after.add(one);
        else after.delete(one);
      }
      return after;
    });
    last.current = id;
  }, []);
  const clear = useCallback(() => setChosen(new Set()), []);
  const set = useCallback((ids: Iterable<number>) => setChosen(new Set(ids)), []);
  return { chosen, toggle, clear, set };
}

export function between(order: number[], from: number | null, to: number): number[] {
  const [a, b] = [from === null ? -1 : order.indexOf(from), order.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return order.slice(Math.min(a, b), Math.max(a, b) + 1);
}
