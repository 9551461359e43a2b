// A list of things that can be done, as a menu behind three dots. The menu is fetched when somebody is about to open it.
import { ActionIcon } from "@mantine/core";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { type ReactElement, useState } from "react";
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

/** Somebody may be about to open a menu. */
export const prepare = () => void load().catch(() => {}); // a click will say so

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
  return <menu.OpenMenu target={<ActionIcon {...look} />} items={itemsOf(actions)} />;
}

type OpenProps = { label: string; actions: Action[]; className?: string; onLost: () => void };

/** The same for a button that many of are on screen: it stands in for the one that was pressed, and is open. */
export function OpenActions({ label, actions, className, onLost }: OpenProps): ReactElement {
  const menu = useOpenMenu(true, onLost);
  const button = <button type="button" className={className} aria-label={label} aria-haspopup="menu" />;
  return menu ? <menu.OpenMenu target={button} items={itemsOf(actions)} /> : button;
}

const itemsOf = (actions: Action[]) =>
  actions.map(({ id, label, icon, run, danger }) => ({
    id,
    label,
    icon,
    onClick: run,
    color: danger ? "red" : undefined,
  }));
