// Going from face to face with the arrow keys.

export function faceAt(element: Element | null): number | null {
  const id = element?.closest("[data-face]")?.getAttribute("data-face");
  return id ? Number(id) : null;
}

/** Move the focus where an arrow key points; say whether it did. ArrowRight skips unless a face has the focus. */
export function moveFocus(event: KeyboardEvent): boolean {
  const all = [...document.querySelectorAll<HTMLElement>("[data-face]")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = targetOf(event.key, at, all);
  if (!to) return false;
  event.preventDefault();
  to.focus();
  return true;
}

function targetOf(key: string, at: number, all: HTMLElement[]): HTMLElement | undefined {
  if (key === "ArrowRight") return at < 0 ? undefined : all[at + 1];
  if (key === "ArrowLeft") return all[Math.max(0, at - 1)];
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const here = all[at]?.getBoundingClientRect();
  if (!here) return all[0];
  const beyond = (face: HTMLElement) => {
    const { top } = face.getBoundingClientRect();
    return key === "ArrowDown" ? top > here.top + 8 : top < here.top - 8;
  };
  const far = (face: HTMLElement) => {
    const { left, top } = face.getBoundingClientRect();
    return Math.abs(left - here.left) + 3 * Math.abs(top - here.top);
  };
  return all.filter(beyond).sort((a, b) => far(a) - far(b))[0];
}
