// The box of a face over its photo, with its name; a click asks who it is.
import { Popover } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Face } from "../api/types";
import { MachineMark } from "../insights/MachineMark";
import { usePhone } from "../ui/usePhone";
import { AssignFace } from "./AssignFace";
import css from "./FaceBox.module.css";
import { faceBeside, focusFace } from "./focusFace";
import { placeOf, type Size, sharesOf } from "./geometry";
import { useSay } from "./useSay";
import { whoIs } from "./who";

type Props = {
  face: Face;
  seq: number;
  size: Size;
  open: boolean;
  onOpen: (open: boolean) => void;
  onAdjust: () => void;
  onFocus: () => void;
};

export function FaceBox({ face, seq, size, open, onOpen, onAdjust, onFocus }: Props) {
  const { t } = useTranslation("faces");
  const say = useSay(seq);
  const press = (event: KeyboardEvent) => {
    // A key that is held would go on with the next face, which gets the focus.
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      const beside = faceBeside(event.currentTarget);
      say({ kind: "not_a_face", face_ids: [face.id] });
      if (beside !== null) requestAnimationFrame(() => focusFace(beside));
    } else if (event.key === "m") onAdjust();
    else return;
    event.preventDefault();
  };
  const isPhone = usePhone();
  const known = face.tag !== null;
  const { left, right } = sharesOf(face.box, size);
  const middle = (left + right) / 2;
  return (
    <Popover
      opened={open}
      onChange={onOpen}
      position={isPhone ? "bottom" : "right-start"}
      width={300}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={css.box}
          data-box={face.id}
          data-known={known || undefined}
          data-quiet={face.mark !== null || undefined}
          data-nameless={(!known && !face.mark && !face.suggestion) || undefined}
          style={placeOf(face.box, size)}
          aria-label={t("box.label", { who: whoIs(face) })}
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && onFocus()}
          aria-keyshortcuts="Enter M Delete"
          onKeyDown={press}
          onClick={() => onOpen(!open)}
        >
          <span className={css.name} data-edge={middle < 0.2 ? "left" : middle > 0.8 ? "right" : undefined}>
            {whoIs(face)} <MachineMark face={face} look="icon" />
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        {open && <AssignFace face={face} seq={seq} onDone={() => onOpen(false)} onAdjust={onAdjust} />}
      </Popover.Dropdown>
    </Popover>
  );
}
