import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isGone } from "../api/client";
import { FacesOfGroup } from "../faces/FacesOfGroup";
import { groupQuery } from "../people/queries";
import { Page } from "../ui/Page";
import { Failed, NotFound, SkeletonGrid } from "../ui/states";

const route = getRouteApi("/groups/$groupId");

export function GroupPage() {
  const { t } = useTranslation(["people", "common"]);
  const { groupId } = route.useParams();
  const { data: group, error, refetch } = useQuery(groupQuery(groupId));
  const navigate = useNavigate();
  if (isGone(error)) {
    return (
      <NotFound icon={<UsersRound size={30} />} title={t("group.gone")}>
        {t("group.goneWords")}
      </NotFound>
    );
  }
  if (error && !group) return <Failed error={error} retry={refetch} />;
  if (!group) {
    return (
      <Page title={t("unnamed.title")}>
        <SkeletonGrid label={false} />
      </Page>
    );
  }
  return (
    <Page
      title={t("unnamed.title")}
      about={t("group.about", {
        faces: t("common:faces", { count: group.faces }),
        photos: t("common:photos", { count: group.photos }),
      })}
    >
      <FacesOfGroup group={group} onDone={() => navigate({ to: "/" })} />
    </Page>
  );
}
