import { useWindowEvent } from "@mantine/hooks";
import { ImagePlus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DropVeil } from "../ui/DropVeil";
import { filesOf } from "./droppedFiles";
import { addFiles } from "./uploads";

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Takes pictures that are dropped on any page. */
export function DropAnywhere() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  // Leaving one element means entering another: only as many leaves as enters is out of the window.
  const depth = useRef(0);
  const move = (by: number) => (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  useWindowEvent("dragenter", move(1));
  useWindowEvent("dragleave", move(-1));
  useWindowEvent("dragover", (event) => hasFiles(event) && event.preventDefault());
  useWindowEvent("drop", (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    filesOf(event.dataTransfer).then(addFiles);
  });
  if (!over) return null;
  return <DropVeil icon={<ImagePlus size={44} aria-hidden />} title={t("drop.title")} words={t("drop.words")} />;
}
