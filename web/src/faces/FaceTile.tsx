// One face. What a click does is up to the page; the small arrow opens its photo.
import { Link } from "@tanstack/react-router";
import { Check, Image, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Face } from "../api/types";
import { MachineMark } from "../insights/MachineMark";
import { percent } from "../ui/words";
import css from "./FaceTile.module.css";

type Props = {
  face: Face;
  /** In words, for those who cannot see it. */
  label: string;
  look?: "picked" | "out";
  pressed?: boolean;
  onPress: (shift: boolean) => void;
  personId?: number;
  showProbability?: boolean;
};

export function FaceTile({ face, label, look, pressed, onPress, personId, showProbability }: Props) {
  const { t } = useTranslation("faces");
  const sure = face.suggestion?.probability;
  return (
    <div className={css.tile} data-look={look}>
      <button
        type="button"
        data-face={face.id}
        className={css.face}
        aria-pressed={pressed}
        aria-label={label}
        onClick={(event) => onPress(event.shiftKey)}
        // Space toggles; Enter belongs to the page, which commits with it.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      >
        <img src={face.chip_url} alt="" loading="lazy" draggable={false} />
        {look === "picked" && (
          <span className={css.mark}>
            <Check size={16} strokeWidth={3} />
          </span>
        )}
        {look === "out" && (
          <span className={css.mark}>
            <X size={16} strokeWidth={3} />
          </span>
        )}
        {face.tag?.source === "machine" && (
          <span className={css.machine}>
            <MachineMark face={face} />
          </span>
        )}
      </button>
      {showProbability && sure !== undefined && <span className={css.sure}>{percent(sure)}</span>}
      <Link
        to="/photos/$photoId"
        params={{ photoId: face.photo_id }}
        search={{ person: personId, face: face.id }}
        className={css.open}
        aria-label={t("openPhoto")}
      >
        <Image size={15} aria-hidden />
      </Link>
    </div>
  );
}
