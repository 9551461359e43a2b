// In which order a person's faces stand, and which of them: it stands in the address, so that it can be sent to others.
import { Button, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { WandSparkles, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Person } from "../api/types";
import css from "../person/Person.module.css";
import { type FaceSort, type PersonSearch, SORTS } from "../person/search";
import { formatDay } from "../ui/words";
import type { FaceFilter } from "./queries";

const route = getRouteApi("/people/$personId");

export function useFaceFilter(person: Person): { filter: FaceFilter; isFiltered: boolean } {
  const { sort, machine, since, until } = route.useSearch();
  const filter: FaceFilter = {
    person_id: person.id,
    ...(sort && sort !== "newest" && { sort }),
    ...(machine && { source: "machine" as const }),
    ...(since && { since }),
    ...(until && { until }),
  };
  return { filter, isFiltered: Boolean(machine || since || until) };
}

export function FaceTools({ person }: { person: Person }) {
  const { t } = useTranslation("person");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { sort = "newest", machine, since, until } = search;
  const set = (part: PersonSearch) =>
    navigate({ params: { personId: person.id }, search: { ...search, tab: "faces", ...part }, replace: true });
  return (
    <div className={css.tools}>
      <NativeSelect
        aria-label={t("faces.sort")}
        data={SORTS.map((value) => ({ value, label: t(`faces.${value}`) }))}
        value={sort}
        onChange={(event) => set({ sort: event.currentTarget.value as FaceSort })}
      />
      <Button
        variant={machine ? "light" : "default"}
        aria-pressed={machine ?? false}
        leftSection={<WandSparkles size={15} aria-hidden />}
        onClick={() => set({ machine: machine ? undefined : true })}
      >
        {t("faces.machineOnly")}
      </Button>
      {(since || until) && (
        <Button
          variant="light"
          rightSection={<X size={15} aria-hidden />}
          aria-label={t("faces.clearDates")}
          onClick={() => set({ since: undefined, until: undefined })}
        >
          {t("faces.between", { since: dayOf(since), until: dayOf(until) })}
        </Button>
      )}
      <p>{t(sort === "least_alike" ? "faces.leastAlikeAbout" : "faces.keys")}</p>
    </div>
  );
}

const dayOf = (day?: string) => (day ? formatDay(`${day}T00:00`) : "");
