// What is fetched only when it is wanted, and may fail to come: the server is away, or was renewed.
import { useEffect, useEffectEvent, useState } from "react";
import { explain } from "./explain";

const AGAIN = 3000; // milliseconds
const broken = new Set<HTMLLinkElement>();

window.addEventListener(
  "error",
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") broken.add(target);
  },
  true,
);

/** Fetch code. The bundler asks for a stylesheet once only, so those that did not come are asked for here. */
export async function fetchPart<Part>(load: () => Promise<Part>) {
  await Promise.all([...broken].map(fetchStyle));
  return load();
}

function fetchStyle(link: HTMLLinkElement) {
  broken.delete(link);
  const anew = link.cloneNode() as HTMLLinkElement;
  return new Promise<unknown>((done, fail) => {
    anew.addEventListener("load", done);
    anew.addEventListener("error", () => fail(new Error(`Unable to preload CSS for ${link.href}`)));
    link.replaceWith(anew);
  });
}

/**
 * A hook that gives a module once it was wanted, and keeps it; undefined before. When it cannot be fetched, `lost` is
 * called and the reader told, so that they may ask again; without `lost` it is asked for again and again.
 */
export function later<Part extends object>(load: () => Promise<Part>) {
  let kept: Part | undefined;
  return function usePart(wanted: boolean, lost?: () => void): Part | undefined {
    const [part, setPart] = useState<Part>();
    const giveUp = useEffectEvent((error: unknown) => {
      lost?.();
      explain(error);
    });
    const tells = lost !== undefined;
    useEffect(() => {
      if (!wanted || part) return;
      let timer = 0;
      let isHere = true;
      const ask = async () => {
        try {
          kept ??= await fetchPart(load);
          if (isHere) setPart(kept);
        } catch (error) {
          if (isHere && tells) giveUp(error);
          else if (isHere) timer = window.setTimeout(ask, AGAIN);
        }
      };
      ask();
      return () => {
        isHere = false;
        window.clearTimeout(timer);
      };
    }, [wanted, part, tells]);
    return part ?? (wanted ? kept : undefined);
  };
}

/** A dialog that is drawn open does not know where the focus was: it opens once it stands there closed. */
export function useOnceStanding(opened: boolean) {
  const [stands, setStands] = useState(false);
  useEffect(() => setStands(true), []);
  return opened && stands;
}
