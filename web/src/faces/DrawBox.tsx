// Draw the box of a face that was not found, by mouse or finger, and say who it is.
import { Button, Popover } from "@mantine/core";
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Box } from "../api/types";
import { useDecide } from "../people/decide";
import { NameField } from "../people/NameField";
import type { Named } from "../people/nameChoices";
import { usePhone } from "../ui/usePhone";
import css from "./FaceBox.module.css";
import { boxBetween, isBigEnough, placeOf, type Size } from "./geometry";

type Props = { photoId: number; size: Size; onDone: () => void };

export function DrawBox({ photoId, size, onDone }: Props) {
  const { t } = useTranslation("faces");
  const [box, setBox] = useState<Box | null>(null);
  const [asking, setAsking] = useState(false);
  const start = useRef<[number, number] | null>(null);
  const isPhone = usePhone();
  const decide = useDecide();
  const pointOf = (event: PointerEvent): [number, number] => {
    const place = event.currentTarget.getBoundingClientRect();
    const scale = size.width / place.width;
    return [(event.clientX - place.left) * scale, (event.clientY - place.top) * scale];
  };
  const save = (named?: Named) => {
    if (!box) return;
    onDone();
    const who = named && (named.personId === null ? { name: named.name } : { person_id: named.personId });
    decide({ kind: "draw_box", photo_id: photoId, box: box.map(Math.round) as unknown as Box, ...who });
  };
  return (
    <>
      <div
        className={css.drawing}
        role="img"
        aria-label={t("box.draw")}
        onPointerDown={(event) => {
          if (asking) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = pointOf(event);
        }}
        onPointerMove={(event) => start.current && setBox(boxBetween(start.current, pointOf(event), size))}
        onPointerUp={() => {
          start.current = null;
          if (box && isBigEnough(box)) setAsking(true);
          else setBox(null);
        }}
      />
      {!box && <div className={css.hint}>{t("box.draw")}</div>}
      {box && (
        <Popover
          opened={asking}
          onChange={() => onDone()}
          position={isPhone ? "bottom" : "right-start"}
          width={290}
          trapFocus
        >
          <Popover.Target>
            <div className={css.draft} style={placeOf(box, size)} />
          </Popover.Target>
          <Popover.Dropdown p="sm">
            <NameField
              label={t("box.who")}
              placeholder={t("box.who")}
              autoFocus
              inside
              onCommit={save}
              onCancel={onDone}
            />
            <Button size="compact-sm" variant="subtle" color="gray" mt={8} onClick={() => save()}>
              {t("box.withoutName")}
            </Button>
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}
