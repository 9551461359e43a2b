import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";

export function ThemeToggle() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme("light");
  const next = now === "light" ? "dark" : "light";
  return (
    <ActionIcon size="lg" onClick={() => setColorScheme(next)} aria-label={t(`useColours.${next}`)}>
      {now === "light" ? <Moon size={18} /> : <Sun size={18} />}
    </ActionIcon>
  );
}
