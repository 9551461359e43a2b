// Language, colours and motion: kept in this browser, in force at once.
import { type MantineColorScheme, SegmentedControl, Select, useMantineColorScheme } from "@mantine/core";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../locales/i18n";
import { browserLanguage, chosenLanguage, LANGUAGES, type Language, PSEUDO } from "../locales/languages";
import { type Motion, useMotion } from "./motion";
import { Row } from "./Row";

export function Appearance() {
  const { t } = useTranslation("settings");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [motion, setMotion] = useMotion();
  return (
    <>
      <Row title={t("language.title")} about={t("language.about")}>
        <LanguageSelect />
      </Row>
      <Row title={t("theme.title")}>
        <SegmentedControl
          aria-label={t("theme.title")}
          value={colorScheme}
          onChange={(next) => setColorScheme(next as MantineColorScheme)}
          data={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
      </Row>
      <Row title={t("motion.title")} about={t("motion.about")}>
        <SegmentedControl
          aria-label={t("motion.title")}
          value={motion}
          onChange={(next) => setMotion(next as Motion)}
          data={(["system", "less"] as const).map((value) => ({ value, label: t(`motion.${value}`) }))}
        />
      </Row>
    </>
  );
}

function LanguageSelect() {
  const { t } = useTranslation("settings");
  const browser = t("language.browser", { language: LANGUAGES[browserLanguage()] });
  const isPseudo = import.meta.env.DEV || i18next.language === PSEUDO;
  return (
    <Select
      w={{ base: "100%", xs: 260 }}
      aria-label={t("language.title")}
      allowDeselect={false}
      value={chosenLanguage() ?? ""}
      onChange={(next) => chooseLanguage((next || null) as Language | null)}
      data={[
        { value: "", label: browser },
        ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
        ...(isPseudo ? [{ value: PSEUDO, label: t("language.pseudo") }] : []),
      ]}
    />
  );
}
