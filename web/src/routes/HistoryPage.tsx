import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DecisionList } from "../history/DecisionList";
import { Filters } from "../history/Filters";
import { wantedOf } from "../history/filter";
import css from "../history/History.module.css";
import { UndoSpan } from "../history/UndoSpan";
import { Page } from "../ui/Page";

const route = getRouteApi("/history");

export function HistoryPage() {
  const { t } = useTranslation("history");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const wanted = wantedOf(search);
  return (
    <Page title={t("title")} about={t("about")} narrow>
      <Filters search={search} onChange={(next) => navigate({ search: next, replace: true })} />
      {search.since ? <UndoSpan wanted={wanted} /> : <p className={css.hint}>{t("span.since")}</p>}
      <DecisionList wanted={wanted} filtered={Object.keys(wanted).length > 0} />
    </Page>
  );
}
