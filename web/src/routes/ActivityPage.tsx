import { About } from "../activity/About";
import { Failures } from "../activity/Failures";
import { useStatus } from "../activity/queries";
import { Sources } from "../activity/Sources";
import { Steps } from "../activity/Steps";
import { Page, Section } from "../ui/Page";
import { Failed, SkeletonGrid } from "../ui/states";
import { count, formatDuration } from "../ui/words";

export function ActivityPage() {
  const { data: status, error, refetch } = useStatus();
  const seconds = Math.max(0, ...(status?.steps.map(({ seconds_left }) => seconds_left ?? 0) ?? []));
  const about = status?.idle
    ? `All done: ${count(status.photos.total, "photo")}, ${count(status.faces, "face")}`
    : `Working${seconds ? `, about ${formatDuration(seconds)} left` : "…"}`;
  return (
    <Page title="Activity" about={status && about} narrow>
      {error && !status ? <Failed error={error} retry={refetch} /> : null}
      {!status && !error && <SkeletonGrid count={4} label={false} />}
      {status && (
        <>
          <Section title="Steps">
            <Steps steps={status.steps} />
          </Section>
          <Section title="Folders">
            <Sources />
          </Section>
          <Failures />
          <Section title="About">
            <About />
          </Section>
        </>
      )}
    </Page>
  );
}
