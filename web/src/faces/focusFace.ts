/** Gives the focus to the box of a face, once it is there; unless the focus is at work elsewhere. */
export const focusFace = (faceId: number) => focusFree(`[data-box="${faceId}"]`);

/** To the button that begins a drawing: where its end leads to while there is no face yet. */
export const focusDraw = () => focusFree("[data-draw]");

function focusFree(selector: string) {
  requestAnimationFrame(() => {
    const on = document.activeElement;
    if (on && on !== document.body && !on.matches("[data-box], [data-draw]")) return;
    document.querySelector<HTMLElement>(selector)?.focus();
  });
}

/** The box after one that goes away, or the one before it. */
export function faceBeside(box: Element): number | null {
  const all = [...document.querySelectorAll<HTMLElement>("[data-box]")];
  const at = all.indexOf(box as HTMLElement);
  const beside = all[at + 1] ?? all[at - 1];
  return beside ? Number(beside.dataset.box) : null;
}
