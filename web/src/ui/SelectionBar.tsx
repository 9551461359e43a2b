// What can be done with the picked tiles, floating above the page.
import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./SelectionBar.module.css";
import { useDock } from "./useDock";

type Props = { count: number; words: string; onClear: () => void; children: ReactNode };

export function SelectionBar({ count, words, onClear, children }: Props) {
  const { t } = useTranslation();
  const dock = useDock();
  useHotkeys([["Escape", onClear]]);
  if (count === 0) return null;
  return (
    <div ref={dock} className={css.bar} role="toolbar" aria-label={t("selection.toolbar")}>
      <ActionIcon onClick={onClear} aria-label={t("selection.clear")}>
        <X size={18} />
      </ActionIcon>
      <strong aria-live="polite">{words}</strong>
      <div className={css.actions}>{children}</div>
    </div>
  );
}
