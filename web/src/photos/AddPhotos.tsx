import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ImagePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { withWords } from "../locales/i18n";
import { later } from "../ui/later";

const useDialog = later(withWords(["photos"], () => import("./AddDialog")));

export function AddPhotosButton() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        variant="light"
        leftSection={<ImagePlus size={17} aria-hidden />}
        onClick={open}
        aria-label={t("addPhotos")}
        px="sm"
      >
        {t("addPhotos")}
      </Button>
      <AddPhotosDialog opened={opened} onClose={close} />
    </>
  );
}

/** It is fetched when it is opened first. */
export function AddPhotosDialog(props: { opened: boolean; onClose: () => void }) {
  const dialog = useDialog(props.opened, props.onClose);
  return dialog && <dialog.AddDialog {...props} />;
}
