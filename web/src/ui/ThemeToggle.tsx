import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";

export function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme("light");
  const next = now === "light" ? "dark" : "light";
  return (
    <ActionIcon size="lg" onClick={() => setColorScheme(next)} aria-label={`Use the ${next} colours`}>
      {now === "light" ? <Moon size={18} /> : <Sun size={18} />}
    </ActionIcon>
  );
}
