// Move or resize the box of a face: by its corners, by dragging, or with the arrow keys (Shift resizes).
import { Button } from "@mantine/core";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Box, Face } from "../api/types";
import css from "./FaceBox.module.css";
import { boxByKey, dragBox, type Handle, placeOf, type Size } from "./geometry";
import { useSay } from "./useSay";

type Props = { face: Face; seq: number; size: Size; onDone: () => void };
type Grip = { handle: Handle; x: number; y: number; box: Box; scale: number };

const CORNERS = ["nw", "ne", "sw", "se"] as const;
export function AdjustBox({ face, seq, size, onDone }: Props) {
  const { t } = useTranslation("faces");
  const { t: tCommon } = useTranslation();
  const [box, setBox] = useState<Box>(face.box);
  const grip = useRef<Grip | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  // As it was when the handling began: news of somebody else's box come while one's own still starts from the old one.
  const [seen] = useState(seq);
  const say = useSay(seen);
  const [saving, setSaving] = useState(false);
  useEffect(() => frame.current?.focus(), []);
  const take = (handle: Handle) => (event: PointerEvent) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = frame.current?.parentElement?.getBoundingClientRect();
    grip.current = {
      handle,
      x: event.clientX,
      y: event.clientY,
      box,
      scale: size.width / (place?.width ?? size.width),
    };
  };
  const drag = (event: PointerEvent) => {
    const from = grip.current;
    if (!from) return;
    const [dx, dy] = [(event.clientX - from.x) * from.scale, (event.clientY - from.y) * from.scale];
    setBox(dragBox(from.box, from.handle, dx, dy, size));
  };
  const release = () => {
    grip.current = null;
  };
  const save = async () => {
    setSaving(true);
    const done = await say({ kind: "move_box", face_id: face.id, box: box.map(Math.round) as unknown as Box });
    // Refused and explained: what was drawn stays, to be looked at again.
    if (done) onDone();
    else setSaving(false);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && !saving) void save();
    const next = boxByKey(box, event, size);
    if (!next) return;
    event.preventDefault();
    setBox(next);
  };
  return (
    <>
      <div className={css.clip}>
        <div
          ref={frame}
          className={css.adjust}
          style={placeOf(box, size)}
          role="application"
          aria-label={t("box.adjust")}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the arrow keys
          tabIndex={0}
          onKeyDown={press}
          onPointerDown={take("move")}
          onPointerMove={drag}
          onPointerUp={release}
          onPointerCancel={release}
        >
          {CORNERS.map((corner) => (
            <span key={corner} className={css.handle} data-handle={corner} onPointerDown={take(corner)} />
          ))}
        </div>
      </div>
      <div className={css.save}>
        <Button size="sm" variant="default" onClick={onDone}>
          {tCommon("cancel")}
        </Button>
        <Button size="sm" loading={saving} onClick={save}>
          {t("box.save")}
        </Button>
      </div>
    </>
  );
}
