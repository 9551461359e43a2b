import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { UserRoundX } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isGone } from "../api/client";
import { queryClient } from "../api/queries";
import type { Person } from "../api/types";
import { FacesOfPerson } from "../faces/FacesOfPerson";
import { SuggestionsOfPerson } from "../faces/SuggestionsOfPerson";
import { DecisionList } from "../history/DecisionList";
import { MergeDialog } from "../people/MergeDialog";
import { PersonHead } from "../people/PersonHead";
import { usePerson } from "../people/queries";
import { AgesOfPerson } from "../person/AgesOfPerson";
import { HeadToCome } from "../person/HeadToCome";
import { fateQuery } from "../person/queries";
import { type PersonTab, TABS } from "../person/search";
import { Timeline } from "../photos/Timeline";
import { Empty, Failed, NotFound } from "../ui/states";
import { showToast } from "../ui/toast";
import { formatNumber } from "../ui/words";
import css from "./PersonPage.module.css";

const route = getRouteApi("/people/$personId");

export function PersonPage() {
  const { personId } = route.useParams();
  const { data: person, error, refetch } = usePerson(personId);
  useMoved(personId, person);
  if (isGone(error)) return <Gone personId={personId} />;
  if (error && !person) return <Failed error={error} retry={refetch} />;
  if (!person) return <HeadToCome className={css.page} />;
  return <Known key={person.id} person={person} />;
}

/** The address of somebody who was merged leads to whoever has their faces now, and says so. */
function useMoved(asked: number, person?: Person) {
  const { t } = useTranslation("person");
  const navigate = route.useNavigate();
  const into = person && person.id !== asked ? person : undefined;
  useEffect(() => {
    if (!into) return;
    navigate({ to: "/people/$personId", params: { personId: into.id }, search: (same) => same, replace: true });
    queryClient
      .fetchQuery(fateQuery(asked))
      .then(({ name }) => showToast({ id: "moved", message: t("moved", { old: name, name: into.name }) }))
      .catch(() => undefined);
  }, [into, asked, navigate, t]);
}

function Gone({ personId }: { personId: number }) {
  const { t } = useTranslation("person");
  const { data: fate, isPending } = useQuery({ ...fateQuery(personId), retry: false });
  if (isPending) return <HeadToCome className={css.page} />;
  if (fate?.state !== "removed") return <NotFound title={t("gone.title")}>{t("gone.about")}</NotFound>;
  return (
    <Empty
      icon={<UserRoundX size={30} />}
      title={t("gone.removed", { name: fate.name })}
      action={
        <Link to="/history" search={{ person: personId }}>
          {t("gone.history")}
        </Link>
      }
    >
      {t("gone.removedAbout", { name: fate.name })}
    </Empty>
  );
}

function Known({ person }: { person: Person }) {
  const { t } = useTranslation("person");
  const { tab = "photos" } = route.useSearch();
  const [merging, setMerging] = useState<Person | null>(null);
  const navigate = useNavigate();
  const goTo = (personId: number) => navigate({ to: "/people/$personId", params: { personId } });
  const show = (next: string | null) =>
    navigate({
      to: "/people/$personId",
      params: { personId: person.id },
      search: { tab: next as PersonTab },
      replace: true,
    });
  const { name } = person;
  return (
    <div className={css.page}>
      <PersonHead person={person} onMerge={() => setMerging(person)} onHidden={() => navigate({ to: "/" })} />
      <Tabs value={tab} keepMounted={false} onChange={show}>
        <Tabs.List mb="lg" className={css.tabs} aria-label={t("tabs.label", { name })}>
          {TABS.map((each) => (
            <Tabs.Tab
              key={each}
              value={each}
              rightSection={
                each === "suggestions" && person.suggestions > 0 ? (
                  <span className={css.number}>{formatNumber(person.suggestions)}</span>
                ) : undefined
              }
            >
              {t(`tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="photos">
          <Timeline personId={person.id} emptyTitle={t("photos.none", { name })} />
        </Tabs.Panel>
        <Tabs.Panel value="faces">
          <FacesOfPerson person={person} />
        </Tabs.Panel>
        <Tabs.Panel value="suggestions">
          <SuggestionsOfPerson person={person} />
        </Tabs.Panel>
        <Tabs.Panel value="ages">
          <AgesOfPerson person={person} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <DecisionList wanted={{ person_id: person.id }} />
        </Tabs.Panel>
      </Tabs>
      <MergeDialog person={merging} onClose={() => setMerging(null)} onMerged={goTo} />
    </div>
  );
}
