import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOnceStanding } from "../ui/later";
import { AddPhotosForm } from "./AddPhotosForm";

export function AddDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={useOnceStanding(opened)} onClose={onClose} title={t("addPhotos")} size="lg">
      <AddPhotosForm onDone={onClose} />
    </Modal>
  );
}
