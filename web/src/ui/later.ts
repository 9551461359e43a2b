// Helpers for what is fetched only when it is wanted.
import { useEffect, useRef, useState } from "react";

/** Was it ever so? What was fetched and drawn once stays, so that it can close as it should. */
export function useEver(now: boolean) {
  const ever = useRef(false);
  ever.current ||= now;
  return ever.current;
}

/** A dialog that is drawn open does not know where the focus was: it opens once it stands there closed. */
export function useOnceStanding(opened: boolean) {
  const [stands, setStands] = useState(false);
  useEffect(() => setStands(true), []);
  return opened && stands;
}
