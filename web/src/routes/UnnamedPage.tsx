// All groups of faces without a name.
import { UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { GroupsGrid } from "../people/GroupsGrid";
import { useGroups } from "../people/queries";
import { Page } from "../ui/Page";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";
import { BackToPeople } from "./HiddenPage";

export function UnnamedPage() {
  const { t } = useTranslation(["people", "common"]);
  return (
    <Page title={t("unnamed.title")} about={t("unnamed.hint")} actions={<BackToPeople />}>
      <Groups />
    </Page>
  );
}

function Groups() {
  const { t } = useTranslation(["people", "common"]);
  const { groups, isPending, error, refetch, ...query } = useGroups();
  const more = useNextPage(query);
  if (error && groups.length === 0) return <Failed error={error} retry={refetch} />;
  if (isPending) return <SkeletonGrid />;
  if (groups.length === 0) {
    return (
      <Empty icon={<UsersRound size={30} />} title={t("unnamed.none")}>
        {t("unnamed.noneWords")}
      </Empty>
    );
  }
  return <GroupsGrid groups={groups} onEnd={more} />;
}
