import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import { withWords } from "../locales/i18n";
import { Timeline } from "../photos/Timeline";
import { Page } from "../ui/Page";

const loadFirst = withWords(["photos"], () => import("../photos/FirstRun"));
const FirstRun = lazy(() => loadFirst().then(({ FirstRun }) => ({ default: FirstRun })));

export function PhotosPage() {
  const { t } = useTranslation(["photos", "common"]);
  const { data: status } = useStatus();
  if (status && status.sources === 0 && status.photos.total === 0) {
    return (
      <Suspense>
        <FirstRun />
      </Suspense>
    );
  }
  return (
    <Page title={t("title")} about={status && t("common:photos", { count: status.photos.total })}>
      <Timeline inAddress emptyTitle={t("none")} emptyWords={t("noneWords")} />
    </Page>
  );
}
