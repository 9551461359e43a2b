// A menu that opens by itself, in the place of the button that was pressed.
import { Menu } from "@mantine/core";
import type { LucideIcon } from "lucide-react";
import { cloneElement, type ReactElement, useEffect, useRef, useState } from "react";

export type MenuItem = {
  id: string;
  label: string;
  icon: LucideIcon;
  color?: string;
  onClick?: () => void;
  /** A line above it. */
  apart?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: a link has props of its own
  [prop: string]: any;
};

type Props = { target: ReactElement<object>; items: MenuItem[]; tall?: boolean };

export function OpenMenu({ target, items, tall = false }: Props) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // So that the focus comes back here.
    button.current?.focus({ preventScroll: true });
    setOpened(true);
  }, []);
  return (
    <Menu opened={opened} onChange={setOpened} {...(tall && { position: "top-end", width: 240 })}>
      <Menu.Target>{cloneElement(target, { ref: button } as object)}</Menu.Target>
      <Menu.Dropdown>
        {items.map(({ id, label, icon: Icon, apart, ...props }) => [
          apart && <Menu.Divider key={`${id} line`} />,
          <Menu.Item
            key={id}
            leftSection={<Icon size={tall ? 18 : 16} aria-hidden />}
            py={tall ? 12 : undefined}
            {...props}
          >
            {label}
          </Menu.Item>,
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
