import { Kbd, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import css from "./Review.module.css";
import { KEYS } from "./reviewKeys";

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("review");
  return (
    <Modal opened={opened} onClose={onClose} title={t("keys.title")}>
      <dl className={css.help}>
        {KEYS.map(([keys, deed]) => (
          <div key={deed}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{t(`keys.names.${key}` as "keys.names.space", { defaultValue: key })}</Kbd>
              ))}
            </dt>
            <dd>{t(`keys.${deed}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
