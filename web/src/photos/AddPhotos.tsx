import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ImagePlus } from "lucide-react";
import { AddPhotosForm } from "./AddPhotosForm";

export function AddPhotosButton() {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        variant="light"
        leftSection={<ImagePlus size={17} aria-hidden />}
        onClick={open}
        aria-label="Add photos"
        px="sm"
      >
        Add photos
      </Button>
      <Modal opened={opened} onClose={close} title="Add photos" size="lg">
        <AddPhotosForm onDone={close} />
      </Modal>
    </>
  );
}
