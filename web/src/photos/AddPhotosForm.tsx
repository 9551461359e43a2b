// A folder to look into, or files to take in.
import { Button, FileButton } from "@mantine/core";
import { ImageUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./AddPhotos.module.css";
import { FolderChooser } from "./FolderChooser";
import { addFiles } from "./uploads";

const PICTURES = "image/*,.heic,.heif,.avif,.webp,.tif,.tiff";

export function AddPhotosForm({ onDone }: { onDone?: () => void }) {
  const { t } = useTranslation("photos");
  return (
    <div className={css.ways}>
      <section className={css.way} aria-label={t("add.folder.title")}>
        <h3>{t("add.folder.title")}</h3>
        <p>{t("add.folder.words")}</p>
        <FolderChooser onAdded={onDone} />
      </section>
      <section className={css.way} aria-label={t("add.files.title")}>
        <h3>{t("add.files.title")}</h3>
        <p>{t("add.files.words")}</p>
        <FileButton
          multiple
          accept={PICTURES}
          inputProps={{ "aria-label": t("add.files.field") }}
          onChange={(files) => {
            addFiles(files);
            onDone?.();
          }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<ImageUp size={17} aria-hidden />}>
              {t("add.files.choose")}
            </Button>
          )}
        </FileButton>
      </section>
    </div>
  );
}
