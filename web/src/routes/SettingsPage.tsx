import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { AboutKenfolk } from "../settings/AboutKenfolk";
import { Appearance } from "../settings/Appearance";
import { Habits } from "../settings/Habits";
import { KeyList } from "../settings/KeyList";
import keys from "../settings/Keys.module.css";
import { allScreens } from "../settings/keyMap";
import { LibrarySettings } from "../settings/LibrarySettings";
import { Row } from "../settings/Row";
import css from "../settings/Settings.module.css";
import { startTour } from "../settings/tour";
import { Page, Section } from "../ui/Page";

const SECTIONS = ["appearance", "habits", "library", "keys", "help", "about"] as const;

export function SettingsPage() {
  const { t } = useTranslation("settings");
  return (
    <Page title={t("title")} about={t("summary")} narrow>
      <div className={css.columns}>
        <nav className={css.toc} aria-label={t("sections.label")}>
          {SECTIONS.map((name) => (
            <Link key={name} to="/settings" hash={name} replace>
              {t(`sections.${name}`)}
            </Link>
          ))}
        </nav>
        <div>
          <Section title={t("sections.appearance")} about={t("inThisBrowser")} id="appearance">
            <Appearance />
          </Section>
          <Section title={t("sections.habits")} about={t("inThisBrowser")} id="habits">
            <Habits />
          </Section>
          <Section title={t("sections.library")} about={t("forEverybody")} id="library">
            <LibrarySettings />
          </Section>
          <Section title={t("sections.keys")} id="keys">
            <div className={keys.all}>
              {allScreens().map((screen) => (
                <KeyList key={screen.name} screen={screen} />
              ))}
            </div>
          </Section>
          <Section title={t("sections.help")} id="help">
            <Row title={t("tour.title")} about={t("tour.about")}>
              <Button variant="default" onClick={startTour}>
                {t("tour.start")}
              </Button>
            </Row>
          </Section>
          <Section title={t("sections.about")} id="about">
            <AboutKenfolk />
          </Section>
        </div>
      </div>
    </Page>
  );
}
