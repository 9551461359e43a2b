// What keeps Kenfolk from going on, and what to do about it.
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./Activity.module.css";
import { useStatus } from "./queries";
import { noteOf } from "./standing";

/** `here`: on the page that the link would lead to. */
export function HeldUp({ here = false }: { here?: boolean }) {
  const { t } = useTranslation("activity");
  const { data: status } = useStatus();
  const note = status && noteOf(status);
  if (!note) return null;
  return (
    <div className={css.heldUp} role="alert">
      <TriangleAlert size={20} aria-hidden />
      <div>
        <strong>{t("held.title")}</strong>
        <p>{note}</p>
        <small>
          {t("held.again")} {!here && <Link to="/activity">{t("held.what")}</Link>}
        </small>
      </div>
    </div>
  );
}
