// A list of things that can be done, as a menu behind three dots. The menu is fetched when somebody is about to open it.
import { ActionIcon } from "@mantine/core";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { later } from "./later";

export type Action = {
  id: string;
  label: string;
  icon: LucideIcon;
  run: () => void;
  danger?: boolean;
};

type Props = { label: string; actions: Action[]; variant?: "subtle" | "default" | "filled"; className?: string };

const load = () => import("./OpenMenu");
const useOpenMenu = later(load);
const prepare = () => void load().catch(() => {}); // a click will say so

export function ActionsMenu({ label, actions, variant = "subtle", className }: Props) {
  const [wanted, setWanted] = useState(false);
  const menu = useOpenMenu(wanted, () => setWanted(false));
  const look = { variant, className, "aria-label": label, size: "lg", children: <Ellipsis size={18} /> };
  const closed = (
    <ActionIcon
      {...look}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => setWanted(true)}
    />
  );
  if (!menu) return closed;
  return (
    <menu.OpenMenu
      target={<ActionIcon {...look} />}
      items={actions.map(({ id, label: words, icon, run, danger }) => ({
        id,
        label: words,
        icon,
        onClick: run,
        color: danger ? "red" : undefined,
      }))}
    />
  );
}
