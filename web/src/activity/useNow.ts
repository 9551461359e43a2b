import { useEffect, useState } from "react";

const TICK = 30_000;

/** The time, now and then: for words like "3 minutes ago", which grow old on a page that stays open. */
export function useNow() {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
