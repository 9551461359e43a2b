// On a phone: the places that do not fit beside each other, and what stands at the foot of wider windows.
import { UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Ellipsis, ImagePlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddPhotosDialog } from "../photos/AddPhotos";
import { later } from "./later";
import { isCurrent, type Place } from "./places";

const useOpenMenu = later(() => import("./OpenMenu"));

export function MorePlaces({ places, path, className }: { places: Place[]; path: string; className?: string }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const [adding, setAdding] = useState(false);
  const menu = useOpenMenu(wanted, () => setWanted(false));
  const here = places.some((place) => isCurrent(place, path));
  const look = {
    className,
    "data-here": here || undefined,
    "data-tour": "more",
    children: (
      <>
        <Ellipsis size={20} aria-hidden />
        <span>{t("places.more")}</span>
      </>
    ),
  };
  const closed = (
    <UnstyledButton {...look} aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)} />
  );
  const items = [
    ...places.map(({ to, name, icon }) => ({ id: to, label: t(`places.${name}`), icon, component: Link, to })),
    { id: "add", label: t("addPhotos"), icon: ImagePlus, onClick: () => setAdding(true), apart: true },
  ];
  return (
    <>
      {menu ? <menu.OpenMenu target={<UnstyledButton {...look} />} items={items} tall /> : closed}
      <AddPhotosDialog opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}
