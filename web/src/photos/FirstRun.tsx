import { useDocumentTitle } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { Logo } from "../ui/Logo";
import css from "./AddPhotos.module.css";
import { AddPhotosForm } from "./AddPhotosForm";

/** What somebody sees who has just started: where are the photos? */
export function FirstRun() {
  const { t } = useTranslation("photos");
  useDocumentTitle(`${t("add.first.tab")} · Kenfolk`);
  return (
    <div className={css.first}>
      <Logo size={68} />
      <h1>{t("add.first.title")}</h1>
      <p>{t("add.first.words")}</p>
      <AddPhotosForm />
    </div>
  );
}
