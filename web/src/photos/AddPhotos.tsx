import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ImagePlus } from "lucide-react";
import { type ComponentProps, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { withWords } from "../locales/i18n";
import { useEver } from "../ui/later";

const load = withWords(["photos"], () => import("./AddDialog"));
const Dialog = lazy(() => load().then(({ AddDialog }) => ({ default: AddDialog })));

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
export function AddPhotosDialog(props: ComponentProps<typeof Dialog>) {
  return useEver(props.opened) ? (
    <Suspense>
      <Dialog {...props} />
    </Suspense>
  ) : null;
}
