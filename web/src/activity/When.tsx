import { formatMoment, formatRelative } from "../ui/words";

/** How long ago, with the exact time for who wants it. The two clocks may differ: what was cannot be to come. */
export function When({ at, now }: { at: string; now: number }) {
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {agoOf(at, now)}
    </time>
  );
}

export const agoOf = (at: string, now: number) => formatRelative(at, Math.max(now, Date.parse(at)));
