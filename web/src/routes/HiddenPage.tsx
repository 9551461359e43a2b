import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, EyeOff } from "lucide-react";
import { PeopleGrid } from "../people/PeopleGrid";
import { usePeople } from "../people/queries";
import { Page } from "../ui/Page";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";

export function HiddenPage() {
  return (
    <Page
      title="Hidden people"
      about="They keep their names and faces, and stay out of the way."
      actions={
        <Button component={Link} to="/" variant="subtle" color="gray" leftSection={<ArrowLeft size={16} />}>
          All people
        </Button>
      }
    >
      <Hidden />
    </Page>
  );
}

function Hidden() {
  const { people, isPending, error, refetch, ...query } = usePeople({ hidden: true });
  const more = useNextPage(query);
  if (error) return <Failed error={error} retry={refetch} />;
  if (isPending) return <SkeletonGrid count={6} />;
  if (people.length === 0) {
    return (
      <Empty icon={<EyeOff size={30} />} title="Nobody is hidden">
        To hide somebody, open the menu on their picture.
      </Empty>
    );
  }
  return <PeopleGrid people={people} label="Hidden people" onEnd={more} />;
}
