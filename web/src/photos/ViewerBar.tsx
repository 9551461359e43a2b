import { ActionIcon, Tooltip } from "@mantine/core";
import { ArrowLeft, Download, Info, type LucideIcon, Play, ScanFace, SquareDashedMousePointer } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../api/types";
import { usePhone } from "../ui/usePhone";
import { fileName, formatBriefly, formatMoment } from "../ui/words";
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
  onPlay: () => void;
};

export function ViewerBar({ photo, close, boxes, onBoxes, drawing, onDraw, info, onInfo, onPlay }: Props) {
  const { t } = useTranslation("photos");
  const sayWhen = usePhone() ? formatBriefly : formatMoment;
  return (
    <header className={css.bar}>
      <ActionIcon size={42} className={css.tool} onClick={close} aria-label={t("viewer.close")}>
        <ArrowLeft size={21} />
      </ActionIcon>
      <h1 className={css.title}>{photo && (photo.taken_at ? sayWhen(photo.taken_at) : fileName(photo.path))}</h1>
      <Tool icon={ScanFace} label={t("viewer.faces")} hotkey="B" on={boxes} onClick={onBoxes} />
      <Tool icon={SquareDashedMousePointer} label={t("viewer.draw")} hotkey="D" on={drawing} onClick={onDraw} draws />
      <Tool icon={Play} label={t("slides.start")} hotkey={t("slides.key")} on={false} onClick={onPlay} />
      <Tool icon={Info} label={t("viewer.about")} hotkey="I" on={info} onClick={onInfo} />
      {photo && (
        <Tooltip label={t("viewer.download")}>
          <ActionIcon
            component="a"
            href={photo.original_url}
            download={fileName(photo.path)}
            size={42}
            className={`${css.tool} ${css.download}`}
            aria-label={t("viewer.download")}
          >
            <Download size={20} />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  );
}

type ToolProps = { icon: LucideIcon; label: string; hotkey: string; on: boolean; onClick: () => void; draws?: boolean };

function Tool({ icon: Icon, label, hotkey, on, onClick, draws }: ToolProps) {
  const { t } = useTranslation("photos");
  return (
    <Tooltip label={t("viewer.key", { label, key: hotkey })}>
      <ActionIcon
        size={42}
        className={css.tool}
        aria-label={label}
        aria-pressed={on}
        aria-keyshortcuts={hotkey}
        data-draw={draws}
        onClick={onClick}
      >
        <Icon size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
