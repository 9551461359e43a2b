import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import { FirstRun } from "../photos/FirstRun";
import { Timeline } from "../photos/Timeline";
import { Page } from "../ui/Page";

export function PhotosPage() {
  const { t } = useTranslation(["photos", "common"]);
  const { data: status } = useStatus();
  if (status && status.sources === 0 && status.photos.total === 0) return <FirstRun />;
  return (
    <Page title={t("title")} about={status && t("common:photos", { count: status.photos.total })}>
      <Timeline inAddress emptyTitle={t("none")} emptyWords={t("noneWords")} />
    </Page>
  );
}
