import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChartSpline } from "lucide-react";
import type { Insights } from "../api/types";
import { Honesty } from "../insights/Honesty";
import { LearningChart } from "../insights/LearningChart";
import { Lookalikes } from "../insights/Lookalikes";
import { useInsights } from "../insights/queries";
import { Trust } from "../insights/Trust";
import { headline } from "../insights/trustWords";
import { Versions } from "../insights/Versions";
import { Page, Section } from "../ui/Page";
import { Empty, Failed } from "../ui/states";

export function InsightsPage() {
  const { data, error, refetch } = useInsights();
  const isNew = data && isUntouched(data);
  return (
    <Page title="Insights" about={data && !isNew ? headline(data.automatic) : undefined} narrow>
      {error && !data ? <Failed error={error} retry={refetch} /> : null}
      {!data && !error && <Waiting />}
      {isNew && <NothingYet />}
      {data && !isNew && <Found insights={data} />}
    </Page>
  );
}

const isUntouched = ({ automatic, learning, calibration }: Insights) =>
  automatic.faces + automatic.audited + learning.length + calibration.answers === 0;

function Found({ insights: { automatic, learning, calibration, confusable, models } }: { insights: Insights }) {
  return (
    <>
      <Section title="Automatic names">
        <Trust automatic={automatic} />
      </Section>
      <Section
        title="Your work"
        about="how many actions a hundred names cost; big groups come first, so a sitting ends with the dear ones"
      >
        <LearningChart learning={learning} />
      </Section>
      <Section title="Honesty" about="what was said when you were asked, and what came of it">
        <Honesty calibration={calibration} />
      </Section>
      {confusable.length > 0 && (
        <Section title="People who look alike" about="the machine names neither where it cannot tell them apart">
          <Lookalikes pairs={confusable} />
        </Section>
      )}
      {models.length > 0 && (
        <Section title="What the matcher learned" about="a new version has to beat the one in use">
          <Versions models={models} />
        </Section>
      )}
    </>
  );
}

function NothingYet() {
  return (
    <Empty
      icon={<ChartSpline size={30} />}
      title="Nothing to tell yet"
      action={
        <Button component={Link} to="/">
          Name somebody
        </Button>
      }
    >
      Name a few people and answer some questions in Review. This page then shows how often the names that Kenfolk gives
      by itself are right, and how your work gets less.
    </Empty>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" role="status">
      <span className="sr-only">Loading</span>
      <Skeleton height={220} radius="lg" />
      <Skeleton height={300} radius="lg" mt={40} />
    </div>
  );
}
