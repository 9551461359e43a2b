import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, EyeOff } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { CrowdGrid } from "../people/CrowdGrid";
import { arrange, useCrowd } from "../people/crowd";
import { Page } from "../ui/Page";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { locale } from "../ui/words";

export function HiddenPage() {
  const { t } = useTranslation(["people", "common"]);
  return (
    <Page title={t("hidden.title")} about={t("hidden.about")} actions={<BackToPeople />}>
      <Hidden />
    </Page>
  );
}

export function BackToPeople() {
  const { t } = useTranslation(["people", "common"]);
  return (
    <Button component={Link} to="/" variant="subtle" color="gray" leftSection={<ArrowLeft size={16} aria-hidden />}>
      {t("allPeople")}
    </Button>
  );
}

function Hidden() {
  const { t } = useTranslation(["people", "common"]);
  const { data, error, refetch } = useCrowd(true);
  const people = useMemo(() => arrange(data?.people ?? [], { sort: "name", locale: locale() }), [data]);
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <SkeletonGrid count={6} />;
  if (people.length === 0) {
    return (
      <Empty icon={<EyeOff size={30} />} title={t("hidden.none")}>
        {t("hidden.how")}
      </Empty>
    );
  }
  return <CrowdGrid people={people} label={t("hidden.title")} hidden byName />;
}
