import { ActionIcon, Tooltip } from "@mantine/core";
import { ArrowLeft, Download, Info, type LucideIcon, ScanFace, SquareDashedMousePointer } from "lucide-react";
import type { PhotoDetail } from "../api/types";
import { fileName, formatMoment } from "../ui/words";
import css from "./Viewer.module.css";

type Props = {
  photo?: PhotoDetail;
  close: () => void;
  boxes: boolean;
  onBoxes: () => void;
  drawing: boolean;
  onDraw: () => void;
  info: boolean;
  onInfo: () => void;
};

export function ViewerBar({ photo, close, boxes, onBoxes, drawing, onDraw, info, onInfo }: Props) {
  return (
    <header className={css.bar}>
      <ActionIcon size={42} className={css.tool} onClick={close} aria-label="Close the photo">
        <ArrowLeft size={21} />
      </ActionIcon>
      <h1 className={css.title}>
        {photo ? (photo.taken_at ? formatMoment(photo.taken_at) : fileName(photo.path)) : ""}
      </h1>
      <Tool icon={ScanFace} label="Faces" hotkey="B" on={boxes} onClick={onBoxes} />
      <Tool icon={SquareDashedMousePointer} label="Draw a missing face" hotkey="D" on={drawing} onClick={onDraw} />
      <Tool icon={Info} label="About this photo" hotkey="I" on={info} onClick={onInfo} />
      {photo && (
        <Tooltip label="Download the original">
          <ActionIcon
            component="a"
            href={photo.original_url}
            download={fileName(photo.path)}
            size={42}
            className={css.tool}
            aria-label="Download the original"
          >
            <Download size={20} />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  );
}

type ToolProps = { icon: LucideIcon; label: string; hotkey: string; on: boolean; onClick: () => void };

function Tool({ icon: Icon, label, hotkey, on, onClick }: ToolProps) {
  return (
    <Tooltip label={`${label} (${hotkey})`}>
      <ActionIcon
        size={42}
        className={css.tool}
        aria-label={label}
        aria-pressed={on}
        aria-keyshortcuts={hotkey}
        onClick={onClick}
      >
        <Icon size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
