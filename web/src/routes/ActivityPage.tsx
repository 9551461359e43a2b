import { Link } from "@tanstack/react-router";
import { Trans, useTranslation } from "react-i18next";
import css from "../activity/Activity.module.css";
import { Feed } from "../activity/Feed";
import { HeldUp } from "../activity/HeldUp";
import { headline } from "../activity/headline";
import { PauseButton, Paused } from "../activity/Pausing";
import { Problems } from "../activity/Problems";
import { useStatus } from "../activity/queries";
import { Rows } from "../activity/Rows";
import { Sources } from "../activity/Sources";
import { Steps } from "../activity/Steps";
import type { Status } from "../api/types";
import { Page, Section } from "../ui/Page";
import { Failed } from "../ui/states";

export function ActivityPage() {
  const { t } = useTranslation("activity");
  const { data: status, error, refetch } = useStatus();
  return (
    <Page
      title={t("title")}
      about={status ? headline(status) : "\u00a0"}
      actions={status && <PauseButton status={status} />}
      narrow
    >
      {error && !status ? <Failed error={error} retry={refetch} /> : null}
      {!status && !error && (
        <Section title={t("steps.title")} about={t("steps.about")}>
          <Rows count={6} height={91} />
        </Section>
      )}
      {status && <Live status={status} />}
    </Page>
  );
}

function Live({ status }: { status: Status }) {
  const { t } = useTranslation("activity");
  return (
    <>
      <HeldUp here />
      <Paused status={status} />
      <Section title={t("steps.title")} about={t("steps.about")}>
        <Steps status={status} />
      </Section>
      <Problems status={status} />
      <Section title={t("folders.title")}>
        <Sources expected={status.sources} />
      </Section>
      <Section title={t("feed.title")}>
        <Feed />
      </Section>
      <p className={css.aside}>
        <Trans ns="activity" i18nKey="about" components={{ to: <Link to="/settings" hash="about" /> }} />
      </p>
    </>
  );
}
