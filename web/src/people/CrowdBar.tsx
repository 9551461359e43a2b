// What can be done with the people who are picked.
import { Button } from "@mantine/core";
import { Eye, EyeOff, Footprints, Merge } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Brief } from "../api/types";
import { ActionsMenu } from "../ui/Actions";
import { SelectionBar } from "../ui/SelectionBar";
import { usePhone } from "../ui/usePhone";
import { useStrangers } from "./useStrangers";

type Props = {
  picked: Brief[];
  hidden: boolean;
  label: string;
  onClear: () => void;
  onMerge: () => void;
  onHide: () => void;
};

export function CrowdBar({ picked, hidden, label, onClear, onMerge, onHide }: Props) {
  const { t } = useTranslation(["people", "common"]);
  const strangers = useStrangers();
  const phone = usePhone();
  const Icon = hidden ? Eye : EyeOff;
  const others = [
    { id: "hide", label: t(hidden ? "showAgain" : "hide"), icon: Icon, run: onHide },
    {
      id: "strangers",
      label: t("strangers"),
      icon: Footprints,
      run: () => {
        strangers(picked);
        onClear();
      },
    },
  ];
  return (
    <SelectionBar count={picked.length} words={label} onClear={onClear}>
      <Button
        size="sm"
        leftSection={<Merge size={16} aria-hidden />}
        disabled={picked.length < 2}
        title={picked.length < 2 ? t("pickTwo") : undefined}
        onClick={onMerge}
      >
        {t("merge.short")}
      </Button>
      {phone ? (
        <ActionsMenu variant="default" label={t("more")} actions={others} />
      ) : (
        others.map(({ id, label: words, icon: One, run }) => (
          <Button key={id} size="sm" variant="default" leftSection={<One size={16} aria-hidden />} onClick={run}>
            {words}
          </Button>
        ))
      )}
    </SelectionBar>
  );
}
