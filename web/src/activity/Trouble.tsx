// A part of the page that could not be fetched: the rest stays.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { wordsFor } from "../ui/explain";
import css from "./Activity.module.css";

export function Trouble({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.trouble} role="alert">
      <span>{wordsFor(error).message}</span>
      <Button size="compact-sm" variant="subtle" onClick={retry}>
        {t("tryAgain")}
      </Button>
    </div>
  );
}
