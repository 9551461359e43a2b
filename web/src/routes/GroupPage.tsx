import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { UsersRound } from "lucide-react";
import { isGone } from "../api/client";
import { FacesOfGroup } from "../faces/FacesOfGroup";
import { groupQuery } from "../people/queries";
import { Page } from "../ui/Page";
import { Failed, NotFound, SkeletonGrid } from "../ui/states";
import { count } from "../ui/words";

const route = getRouteApi("/groups/$groupId");

export function GroupPage() {
  const { groupId } = route.useParams();
  const { data: group, error, refetch } = useQuery(groupQuery(groupId));
  const navigate = useNavigate();
  if (isGone(error)) {
    return (
      <NotFound icon={<UsersRound size={30} />} title="This group is no more">
        All its faces have a name by now, or moved to other groups.
      </NotFound>
    );
  }
  if (error && !group) return <Failed error={error} retry={refetch} />;
  if (!group) {
    return (
      <Page title="Who is this?">
        <SkeletonGrid label={false} />
      </Page>
    );
  }
  return (
    <Page
      title="Who is this?"
      about={`${count(group.faces, "face")} in ${count(group.photos, "photo")} that look alike`}
    >
      <FacesOfGroup group={group} onDone={() => navigate({ to: "/" })} />
    </Page>
  );
}
