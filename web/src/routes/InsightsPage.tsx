import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChartSpline } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Insights } from "../api/types";
import { FaceStates } from "../insights/FaceStates";
import { Honesty } from "../insights/Honesty";
import { Lookalikes } from "../insights/Lookalikes";
import { useInsights } from "../insights/queries";
import { Trust } from "../insights/Trust";
import { headline } from "../insights/trustWords";
import { Versions } from "../insights/Versions";
import { WorkChart } from "../insights/WorkChart";
import { Page, Section } from "../ui/Page";
import { Empty, Failed } from "../ui/states";
import { formatMoment } from "../ui/words";

export function InsightsPage() {
  const { t } = useTranslation("insights");
  const { data, error, refetch } = useInsights();
  const isNew = data && isUntouched(data);
  return (
    <Page title={t("title")} about={data && !isNew ? headline(data.automatic) : undefined} narrow>
      {error && !data ? <Failed error={error} retry={refetch} /> : null}
      {!data && !error && <Waiting />}
      {isNew && <NothingYet />}
      {data && !data.is_current && <p role="status">{t("asOf", { moment: formatMoment(data.measured_at) })}</p>}
      {data && !isNew && <Found insights={data} />}
    </Page>
  );
}

const isUntouched = ({ automatic, imports, calibration, faces }: Insights) =>
  automatic.faces + automatic.audited + calibration.answers + faces.by_people === 0 &&
  imports.every(({ actions }) => actions === 0);

function Found({ insights }: { insights: Insights }) {
  const { t } = useTranslation("insights");
  const { automatic, photos, checks, faces, imports, calibration, confusable, models } = insights;
  return (
    <>
      <Section title={t("sections.automatic")}>
        <Trust automatic={automatic} photos={photos} checks={checks} />
      </Section>
      <Section title={t("sections.faces")}>
        <FaceStates faces={faces} />
      </Section>
      <Section title={t("sections.work")} about={t("sections.workAbout")}>
        <WorkChart imports={imports} />
      </Section>
      <Section title={t("sections.honesty")} about={t("sections.honestyAbout")}>
        <Honesty calibration={calibration} />
      </Section>
      {confusable.length > 0 && (
        <Section title={t("sections.lookalikes")} about={t("sections.lookalikesAbout")}>
          <Lookalikes pairs={confusable} />
        </Section>
      )}
      {models.length > 0 && (
        <Section title={t("sections.versions")} about={t("sections.versionsAbout")}>
          <Versions models={models} />
        </Section>
      )}
    </>
  );
}

function NothingYet() {
  const { t } = useTranslation("insights");
  return (
    <Empty
      icon={<ChartSpline size={30} />}
      title={t("nothing.title")}
      action={
        <Button component={Link} to="/">
          {t("nothing.action")}
        </Button>
      }
    >
      {t("nothing.text")}
    </Empty>
  );
}

function Waiting() {
  const { t } = useTranslation("common");
  return (
    <div aria-busy="true" role="status">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton height={300} radius="lg" />
      <Skeleton height={190} radius="lg" mt={56} />
      <Skeleton height={330} radius="lg" mt={56} />
    </div>
  );
}
