// A list of things that can be done, as a menu behind three dots.
import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis, type LucideIcon } from "lucide-react";

export type Action = {
  id: string;
  label: string;
  icon: LucideIcon;
  run: () => void;
  danger?: boolean;
};

type Props = { label: string; actions: Action[]; variant?: "subtle" | "default" | "filled"; className?: string };

export function ActionsMenu({ label, actions, variant = "subtle", className }: Props) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant={variant} className={className} aria-label={label} size="lg">
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ id, label: words, icon: Icon, run, danger }) => (
          <Menu.Item
            key={id}
            leftSection={<Icon size={16} aria-hidden />}
            color={danger ? "red" : undefined}
            onClick={run}
          >
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
