import { useEffect, useRef, useState } from "react";

/**
 * Hands over a picture that is dropped or pasted anywhere on the page of the search. It comes first: elsewhere in the
 * app what is dropped is added to the library, and a picture somebody only searches with must not be.
 */
export function usePictures(take: (picture: Blob) => void): boolean {
  const taking = useRef(take);
  taking.current = take;
  const [over, setOver] = useState(false);
  useEffect(() => {
    const give = (files: FileList | undefined) => {
      const picture = [...(files ?? [])].find((file) => file.type.startsWith("image/") || file.type === "");
      if (picture) taking.current(picture);
    };
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setOver(event.type === "dragover");
      if (event.type === "drop") give(event.dataTransfer.files);
    };
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData?.files.length) give(event.clipboardData.files);
    };
    const kinds = ["dragenter", "dragover", "dragleave", "drop"] as const;
    for (const kind of kinds) window.addEventListener(kind, drag, { capture: true });
    window.addEventListener("paste", paste);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, drag, { capture: true });
      window.removeEventListener("paste", paste);
    };
  }, []);
  return over;
}
