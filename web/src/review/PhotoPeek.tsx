// The whole photo of a face, in place, with the face marked.
import { useWindowEvent } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Face } from "../api/types";
import { fitInto, placeOf } from "../faces/geometry";
import { usePhoto } from "../photos/queries";
import { usePhone } from "../ui/usePhone";
import { formatDay } from "../ui/words";
import css from "./Review.module.css";

export function PhotoPeek({ face, onClose }: { face: Face; onClose: () => void }) {
  const { data: photo } = usePhoto(face.photo_id);
  const isPhone = usePhone();
  const { t } = useTranslation("review");
  useWindowEvent("scroll", onClose);
  if (!photo?.width || !photo.height) return null;
  const size = { width: photo.width, height: photo.height };
  const place = { width: window.innerWidth * (isPhone ? 0.94 : 0.62), height: window.innerHeight * 0.7 };
  const shown = fitInto(size, place);
  return (
    <div className={css.peek} role="img" aria-label={t("wholePhoto")}>
      <div style={{ ...shown, position: "relative" }}>
        <img src={photo.image_url} alt="" style={{ backgroundImage: `url(${photo.thumb_url})` }} />
        <span className={css.peekBox} style={placeOf(face.box, size)} />
      </div>
      {photo.taken_at && <small>{formatDay(photo.taken_at)}</small>}
    </div>
  );
}
