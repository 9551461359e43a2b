/** Is a key press free for the page? Not while typing, nor on a button or link that wants it, save on a face. */
export function isFree(event: Event): boolean {
  const on = event.target instanceof Element ? event.target : null;
  if (on?.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]")) return false;
  return !on?.closest("button, a") || on.closest("[data-face]") !== null;
}
