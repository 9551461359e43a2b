// On a phone: the places that do not fit beside each other, and what stands at the foot of wider windows.
import { Menu, Modal, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Ellipsis, ImagePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { AddPhotosForm } from "../photos/AddPhotosForm";
import { isCurrent, type Place } from "./places";

export function MorePlaces({ places, path, className }: { places: Place[]; path: string; className?: string }) {
  const { t } = useTranslation();
  const [adding, { open, close }] = useDisclosure();
  const here = places.some((place) => isCurrent(place, path));
  return (
    <>
      <Menu position="top-end" width={240}>
        <Menu.Target>
          <UnstyledButton className={className} data-here={here || undefined} data-tour="more">
            <Ellipsis size={20} aria-hidden />
            <span>{t("places.more")}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {places.map(({ to, name, icon: Icon }) => (
            <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={18} aria-hidden />} py={12}>
              {t(`places.${name}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<ImagePlus size={18} aria-hidden />} py={12} onClick={open}>
            {t("addPhotos")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={adding} onClose={close} title={t("addPhotos")} size="lg">
        <AddPhotosForm onDone={close} />
      </Modal>
    </>
  );
}
