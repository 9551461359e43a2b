import { Modal } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Trans, useTranslation } from "react-i18next";
import { KeyList } from "./KeyList";
import css from "./Keys.module.css";
import { screensAt } from "./keyMap";

/** The keys of the screen one is on, and those that work everywhere. */
export function KeyDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useTranslation("settings");
  return (
    <Modal opened onClose={onClose} title={t("keys.title")}>
      {screensAt(path).map((screen) => (
        <KeyList key={screen.name} screen={screen} />
      ))}
      <p className={css.hint}>
        <Trans
          ns="settings"
          i18nKey="keys.allInSettings"
          components={{ to: <Link to="/settings" hash="keys" onClick={onClose} /> }}
        />
      </p>
    </Modal>
  );
}
