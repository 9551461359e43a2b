// Draw the box of a face that was not found, by mouse, finger or arrow keys, and say who it is.
import { Button, Popover } from "@mantine/core";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Box } from "../api/types";
import { useDecide } from "../people/decide";
import { NameField } from "../people/NameField";
import type { Named } from "../people/nameChoices";
import { usePhone } from "../ui/usePhone";
import css from "./FaceBox.module.css";
import { focusDraw } from "./focusFace";
import { boxAround, boxBetween, boxByKey, isBigEnough, placeOf, type Size } from "./geometry";

type Props = { photoId: number; size: Size; onDone: () => void; onDrawn: (faceId: number) => void };

export function DrawBox({ photoId, size, onDone, onDrawn }: Props) {
  const { t } = useTranslation("faces");
  const [box, setBox] = useState<Box | null>(null);
  const [asking, setAsking] = useState(false);
  const start = useRef<[number, number] | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    layer.current?.focus();
    return focusDraw;
  }, []);
  const isPhone = usePhone();
  const decide = useDecide();
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = box ?? boxAround(middleInSight(event.currentTarget, size), size);
    if (event.key === "Enter" && box && isBigEnough(box)) setAsking(true);
    else if (event.key === "Enter") setBox(from);
    else {
      const next = boxByKey(from, event, size);
      if (!next) return;
      setBox(box ? next : from);
    }
    event.preventDefault();
  };
  const pointOf = (event: PointerEvent): [number, number] => {
    const place = event.currentTarget.getBoundingClientRect();
    const scale = size.width / place.width;
    return [(event.clientX - place.left) * scale, (event.clientY - place.top) * scale];
  };
  const save = async (named?: Named) => {
    if (!box) return;
    onDone();
    const who = named && (named.personId === null ? { name: named.name } : { person_id: named.personId });
    const drawn = box.map(Math.round) as unknown as Box;
    const done = await decide({ kind: "draw_box", photo_id: photoId, box: drawn, ...who });
    if (done?.face_id != null) onDrawn(done.face_id);
  };
  return (
    <>
      <div
        ref={layer}
        className={css.drawing}
        role="application"
        aria-label={t("box.drawByKey")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the arrow keys
        tabIndex={0}
        onKeyDown={press}
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
        onPointerCancel={() => {
          start.current = null;
          setBox(null);
          setAsking(false);
        }}
      />
      {!box && <div className={css.hint}>{t(isPhone ? "box.draw" : "box.drawHint")}</div>}
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

/** The middle of what is to be seen of a photo, in its pixels. */
function middleInSight(layer: Element, size: Size): [number, number] {
  const { left, top, right, bottom, width } = layer.getBoundingClientRect();
  const scale = size.width / width;
  const x = (Math.max(0, left) + Math.min(window.innerWidth, right)) / 2 - left;
  const y = (Math.max(0, top) + Math.min(window.innerHeight, bottom)) / 2 - top;
  return [x * scale, y * scale];
}
