/** Gives the focus to the box of a face, once it is there; unless the focus is at work elsewhere. */
export function focusFace(faceId: number) {
  requestAnimationFrame(() => {
    const on = document.activeElement;
    if (on && on !== document.body && !on.matches("[data-box]")) return;
    document.querySelector<HTMLElement>(`[data-box="${faceId}"]`)?.focus();
  });
}

/** The box after one that goes away, or the one before it. */
export function faceBeside(box: Element): number | null {
  const all = [...document.querySelectorAll<HTMLElement>("[data-box]")];
  const at = all.indexOf(box as HTMLElement);
  const beside = all[at + 1] ?? all[at - 1];
  return beside ? Number(beside.dataset.box) : null;
}
