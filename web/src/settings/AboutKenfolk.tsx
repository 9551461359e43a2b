// What is running here, and under which licences everything in it stands.
import { Skeleton } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { aboutQuery } from "../activity/queries";
import { api, ask } from "../api/client";
import { Failed } from "../ui/states";
import { Row } from "./Row";
import css from "./Settings.module.css";

type Licence = { name: string; version: string; licence: string };

const pythonQuery = queryOptions({
  queryKey: ["about", "packages"],
  queryFn: ({ signal }) => ask(api.GET("/api/about/packages", { signal })) as Promise<Licence[]>,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Written when the web app was built, of what went into it. */
const webQuery = queryOptions({
  queryKey: ["about", "web"],
  queryFn: async ({ signal }): Promise<Licence[]> => (await fetch("/licences.json", { signal })).json(),
  staleTime: Number.POSITIVE_INFINITY,
});

export function AboutKenfolk() {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = useQuery(aboutQuery());
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Skeleton height={280} radius="lg" />;
  const { pack } = data;
  return (
    <>
      <Row title="Kenfolk" about={t("about.promise")}>
        <span className={css.value}>{data.version}</span>
      </Row>
      <Row
        title={t("about.models")}
        about={
          <>
            {pack.title}. {pack.about}
          </>
        }
      >
        <span className={css.value}>{pack.name}</span>
      </Row>
      <Row title={t("about.licence")} about={pack.licence}>
        <span className={css.value}>{t(pack.commercial_use ? "about.commercial" : "about.noCommercial")}</span>
      </Row>
      {pack.sources.length > 0 && (
        <Row
          title={t("about.sources")}
          about={pack.sources.map(({ name, title, sha256 }) => (
            <span key={name}>
              {name}: {title} <small>(sha256 {sha256.slice(0, 12)}…)</small>
              <br />
            </span>
          ))}
        />
      )}
      <Row title={t("about.system")} about={data.platform}>
        <span className={css.value}>Python {data.python}</span>
      </Row>
      <Row title={t("about.api")} about={t("about.apiAbout")}>
        <a href="/api/docs">{t("about.apiLink")}</a>
      </Row>
      <Licences title={t("about.python")} query={pythonQuery} />
      <Licences title={t("about.web")} query={webQuery} />
    </>
  );
}

function Licences({ title, query }: { title: string; query: typeof pythonQuery | typeof webQuery }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={css.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && <LicenceList query={query as typeof webQuery} />}
    </details>
  );
}

function LicenceList({ query }: { query: typeof webQuery }) {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = useQuery(query);
  if (error) return <Failed error={error} retry={refetch} />;
  if (!data) return <Skeleton height={200} radius="md" />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <ul className={css.licences} tabIndex={0} aria-label={t("about.licences")}>
      {data.map(({ name, version, licence }) => (
        <li key={`${name} ${version}`}>
          <b>
            {name} {version}
          </b>
          <span>{licence || t("about.unknown")}</span>
        </li>
      ))}
    </ul>
  );
}
