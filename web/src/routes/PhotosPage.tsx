import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import { withWords } from "../locales/i18n";
import { Timeline } from "../photos/Timeline";
import { later } from "../ui/later";
import { Page } from "../ui/Page";

const useFirstRun = later(withWords(["photos"], () => import("../photos/FirstRun")));

export function PhotosPage() {
  const { t } = useTranslation(["photos", "common"]);
  const { data: status } = useStatus();
  const isEmpty = status?.sources === 0 && status.photos.total === 0;
  const first = useFirstRun(isEmpty);
  if (isEmpty) return first && <first.FirstRun />;
  return (
    <Page title={t("title")} about={status && t("common:photos", { count: status.photos.total })}>
      <Timeline inAddress emptyTitle={t("none")} emptyWords={t("noneWords")} />
    </Page>
  );
}
