import { useStatus } from "../activity/queries";
import { FirstRun } from "../photos/FirstRun";
import { Timeline } from "../photos/Timeline";
import { Page } from "../ui/Page";
import { count } from "../ui/words";

export function PhotosPage() {
  const { data: status } = useStatus();
  if (status && status.sources === 0 && status.photos.total === 0) return <FirstRun />;
  return (
    <Page title="Photos" about={status && count(status.photos.total, "photo")}>
      <Timeline
        inAddress
        emptyTitle="No photos yet"
        emptyWords="Kenfolk is still looking into your folders, or there is no picture in them."
      />
    </Page>
  );
}
