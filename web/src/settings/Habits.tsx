// How somebody likes to review and to look at photos: kept in this browser, in force at once.
import { SegmentedControl, Switch } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { PACES } from "../photos/useSlideshow";
import { SESSIONS, type Session } from "../review/session";
import { useUsualSession } from "../review/useUsualSession";
import { Row } from "./Row";

export function Habits() {
  const { t } = useTranslation(["settings", "review", "photos"]);
  const [session, setSession] = useUsualSession();
  // The viewer's own.
  const [boxes, setBoxes] = useLocalStorage({
    key: "kenfolk-boxes",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [pace, setPace] = useLocalStorage({ key: "kenfolk-pace", defaultValue: 5, getInitialValueInEffect: false });
  return (
    <>
      <Row title={t("habits.session")} about={t("habits.sessionAbout")}>
        <SegmentedControl
          aria-label={t("habits.session")}
          value={session}
          onChange={(next) => setSession(next as Session)}
          data={SESSIONS.map((value) => ({ value, label: t(`review:session.${value}`) }))}
        />
      </Row>
      <Row title={t("habits.boxes")} about={t("habits.boxesAbout")}>
        <Switch
          size="md"
          aria-label={t("habits.boxes")}
          checked={boxes}
          onChange={(event) => setBoxes(event.currentTarget.checked)}
        />
      </Row>
      <Row title={t("habits.pace")}>
        <SegmentedControl
          aria-label={t("habits.pace")}
          value={String(pace)}
          onChange={(next) => setPace(Number(next))}
          data={PACES.map((value) => ({ value: String(value), label: t("photos:slides.seconds", { count: value }) }))}
        />
      </Row>
    </>
  );
}
