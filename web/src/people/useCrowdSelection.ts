// Who is picked: one by one, all between two with Shift, or all a rectangle touches.
import { useCallback, useMemo, useRef, useState } from "react";
import { between } from "../ui/useSelection";

export function useCrowdSelection(order: number[]) {
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const last = useRef<number | null>(null);
  const latest = useRef(order);
  latest.current = order;
  // Who is not there any more, or filtered away, is not picked: nothing is done to what nobody sees.
  const chosen = useMemo(() => {
    const there = new Set(order);
    return new Set([...picked].filter((id) => there.has(id)));
  }, [picked, order]);
  const toggle = useCallback((id: number, shift = false) => {
    const ids = shift ? between(latest.current, last.current, id) : [id];
    setPicked((before) => {
      const after = new Set(before);
      for (const one of ids) {
        if (shift || !before.has(one)) after.add(one);
        else after.delete(one);
      }
      return after;
    });
    last.current = id;
  }, []);
  /** Shift and an arrow: the tile one leaves and the one one comes to. */
  const extend = useCallback((from: number, to: number | undefined) => {
    setPicked((before) => new Set([...before, from, ...(to === undefined ? [] : [to])]));
    last.current = to ?? from;
  }, []);
  const pick = useCallback((ids: number[], adding: boolean) => {
    setPicked((before) => (adding ? new Set([...before, ...ids]) : new Set(ids)));
  }, []);
  const clear = useCallback(() => setPicked(new Set()), []);
  return { chosen, toggle, extend, pick, clear };
}
