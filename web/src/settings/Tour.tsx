// Four short hints for somebody who is here for the first time. It is in nobody's way and never comes back by itself.
import { Button, CloseButton } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import css from "./Tour.module.css";
import { endTour } from "./tour";

const STEPS = ["people", "review", "keys", "search"] as const;
/** What each speaks of, the first that can be seen. */
const POINTS_AT = {
  people: ["people"],
  review: ["review"],
  keys: [],
  search: ["field", "search", "more"],
} as const;

export function Tour() {
  const { t } = useTranslation("settings");
  const { data: status } = useStatus();
  const [at, setAt] = useState(0);
  const step = STEPS[at] ?? "people";
  const card = useRef<HTMLElement>(null);
  // Where there is no folder yet, the welcome page has the word.
  const isReady = (status?.sources ?? 0) + (status?.photos.total ?? 0) > 0;
  useEffect(() => (isReady ? pointAt(POINTS_AT[step]) : undefined), [step, isReady]);
  if (!isReady) return null;
  const isLast = at === STEPS.length - 1;
  return (
    <section
      ref={card}
      className={css.tour}
      aria-label={t("tour.title")}
      onKeyDown={(event) => event.key === "Escape" && endTour()}
    >
      <CloseButton className={css.close} aria-label={t("tour.skip")} onClick={endTour} />
      <div aria-live="polite">
        <h2>{t(`tour.${step}.title`)}</h2>
        <p>{t(`tour.${step}.words`)}</p>
      </div>
      <div className={css.foot}>
        <span className={css.dots} aria-hidden>
          {STEPS.map((one) => (
            <i key={one} data-on={one === step || undefined} />
          ))}
        </span>
        {at > 0 && (
          <Button size="compact-md" variant="subtle" color="gray" onClick={() => setAt(at - 1)}>
            {t("tour.back")}
          </Button>
        )}
        <Button size="compact-md" onClick={() => (isLast ? endTour() : setAt(at + 1))}>
          {t(isLast ? "tour.done" : "tour.next")}
        </Button>
      </div>
    </section>
  );
}

function pointAt(names: readonly string[]) {
  const marks = names.flatMap((name) => [...document.querySelectorAll<HTMLElement>(`[data-tour="${name}"]`)]);
  const target = marks.find((one) => one.checkVisibility());
  target?.setAttribute("data-pointed", "");
  return () => target?.removeAttribute("data-pointed");
}
