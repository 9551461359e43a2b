// What stands below a running slideshow: stop it, or change its pace.
import { ActionIcon, SegmentedControl } from "@mantine/core";
import { Pause } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PACES, type Slideshow } from "./useSlideshow";
import css from "./Viewer.module.css";

export function SlideBar({ slides }: { slides: Slideshow }) {
  const { t } = useTranslation("photos");
  return (
    <div className={css.slides}>
      <span className="sr-only" role="status">
        {t("slides.running")}
      </span>
      <ActionIcon size={42} className={css.tool} aria-label={t("slides.stop")} onClick={slides.stop}>
        <Pause size={20} />
      </ActionIcon>
      <SegmentedControl
        size="sm"
        radius="xl"
        classNames={{ root: css.paces, indicator: css.pace }}
        aria-label={t("slides.pace")}
        value={String(slides.pace)}
        onChange={(pace) => slides.setPace(Number(pace))}
        data={PACES.map((pace) => ({ value: String(pace), label: t("slides.seconds", { count: pace }) }))}
      />
    </div>
  );
}
