import { About } from "../activity/About";
import { Failures } from "../activity/Failures";
import { HeldUp } from "../activity/HeldUp";
import { useStatus } from "../activity/queries";
import { Sources } from "../activity/Sources";
import { Steps } from "../activity/Steps";
import { headline } from "../activity/standing";
import { Page, Section } from "../ui/Page";
import { Failed, SkeletonGrid } from "../ui/states";

export function ActivityPage() {
  const { data: status, error, refetch } = useStatus();
  return (
    <Page title="Activity" about={status && headline(status)} narrow>
      {error && !status ? <Failed error={error} retry={refetch} /> : null}
      {!status && !error && <SkeletonGrid count={4} label={false} />}
      {status && (
        <>
          <HeldUp />
          <Section title="Steps">
            <Steps status={status} />
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
