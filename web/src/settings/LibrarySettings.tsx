// What holds for the library and everybody who looks at it. Most of it is set where the server is started.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Trans, useTranslation } from "react-i18next";
import { aboutQuery, useStatus } from "../activity/queries";
import { Failed } from "../ui/states";
import { formatNumber } from "../ui/words";
import { Row } from "./Row";
import css from "./Settings.module.css";

export function LibrarySettings() {
  const { t } = useTranslation("settings");
  const { data: about, error, refetch } = useQuery(aboutQuery());
  const { data: status } = useStatus();
  if (error && !about) return <Failed error={error} retry={refetch} />;
  const { promise = 0, learning = true, data = "", given = [] } = about?.settings ?? {};
  const how = (name: string) => (
    <Trans
      ns="settings"
      i18nKey={given.includes(name) ? "library.isSet" : "library.asDelivered"}
      values={{ name: `KENFOLK_${name.toUpperCase()}` }}
      components={{ code: <code /> }}
    />
  );
  return (
    <>
      <Row title={t("library.folders")} about={t("library.foldersAbout", { count: status?.sources ?? 0 })}>
        <Button component={Link} to="/activity" hash="folders" variant="default">
          {t("library.manage")}
        </Button>
      </Row>
      <Row title={t("library.hidden")} about={t("library.hiddenAbout")}>
        <Button component={Link} to="/people/hidden" variant="default">
          {t("library.seeHidden")}
        </Button>
      </Row>
      <Row title={t("library.history")} about={t("library.historyAbout")}>
        <Button component={Link} to="/history" variant="default">
          {t("library.seeHistory")}
        </Button>
      </Row>
      <Row
        title={t("library.promise")}
        about={
          <>
            {t("library.promiseAbout")} {how("promise")}
          </>
        }
      >
        <span className={css.value}>
          {about && formatNumber(promise, { style: "percent", maximumFractionDigits: 2 })}
        </span>
      </Row>
      <Row
        title={t("library.learning")}
        about={
          <>
            {t("library.learningAbout")} {how("learning")}
          </>
        }
      >
        <span className={css.value}>{about && t(learning ? "library.on" : "library.off")}</span>
      </Row>
      <Row
        title={t("library.pack")}
        about={
          <>
            {about?.pack.title}. {how("pack")}
          </>
        }
      >
        <span className={css.value}>{about?.pack.name}</span>
      </Row>
      <Row title={t("library.data")} about={data}>
        <span className={css.value}>{about && (about.database === "sqlite" ? "SQLite" : "PostgreSQL")}</span>
      </Row>
    </>
  );
}
