import { Badge, Tabs } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { isGone } from "../api/client";
import type { Person } from "../api/types";
import { FacesOfPerson } from "../faces/FacesOfPerson";
import { SuggestionsOfPerson } from "../faces/SuggestionsOfPerson";
import { DecisionList } from "../people/DecisionList";
import { MergeDialog } from "../people/MergeDialog";
import { PersonHead } from "../people/PersonHead";
import { usePerson } from "../people/queries";
import { Timeline } from "../photos/Timeline";
import { Page } from "../ui/Page";
import { Failed, NotFound, SkeletonGrid } from "../ui/states";
import css from "./PersonPage.module.css";
import type { PersonTab } from "./router";

const route = getRouteApi("/people/$personId");

export function PersonPage() {
  const { personId } = route.useParams();
  const { data: person, error, refetch } = usePerson(personId);
  if (isGone(error)) {
    return <NotFound title="Nobody is at this address">This person was merged, undone or never there.</NotFound>;
  }
  if (error && !person) return <Failed error={error} retry={refetch} />;
  if (!person) {
    return (
      <Page title=" ">
        <SkeletonGrid label={false} />
      </Page>
    );
  }
  return <Known key={person.id} person={person} />;
}

function Known({ person }: { person: Person }) {
  const { tab = "photos" } = route.useSearch();
  const [merging, setMerging] = useState<Person | null>(null);
  const navigate = useNavigate();
  const goTo = (personId: number) => navigate({ to: "/people/$personId", params: { personId } });
  return (
    <div className={css.page}>
      <PersonHead person={person} onMerge={() => setMerging(person)} onHidden={() => navigate({ to: "/" })} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          navigate({
            to: "/people/$personId",
            params: { personId: person.id },
            search: { tab: next as PersonTab },
            replace: true,
          })
        }
      >
        <Tabs.List mb="lg" className={css.tabs}>
          <Tabs.Tab value="photos">Photos</Tabs.Tab>
          <Tabs.Tab value="faces">Faces</Tabs.Tab>
          <Tabs.Tab
            value="suggestions"
            rightSection={
              person.suggestions > 0 && (
                <Badge size="sm" variant="filled">
                  {person.suggestions}
                </Badge>
              )
            }
          >
            Suggestions
          </Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="photos">
          <Timeline personId={person.id} emptyTitle={`No photos of ${person.name} yet`} />
        </Tabs.Panel>
        <Tabs.Panel value="faces">
          <FacesOfPerson person={person} />
        </Tabs.Panel>
        <Tabs.Panel value="suggestions">
          <SuggestionsOfPerson person={person} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <DecisionList personId={person.id} />
        </Tabs.Panel>
      </Tabs>
      <MergeDialog person={merging} onClose={() => setMerging(null)} onMerged={goTo} />
    </div>
  );
}
