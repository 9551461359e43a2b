// The field that is on every page: what is typed here is looked for on the search page.
import { Kbd, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./Shell.module.css";

export const SEARCH_FIELD = "global-search";

export function GlobalSearch() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <search className={css.search} data-tour="field">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const q = new FormData(event.currentTarget).get("q")?.toString().trim();
          navigate({ to: "/search", search: q ? { q } : {} });
        }}
      >
        <TextInput
          id={SEARCH_FIELD}
          name="q"
          type="search"
          size="sm"
          radius="xl"
          autoComplete="off"
          aria-label={t("searchField")}
          aria-keyshortcuts="/"
          placeholder={t("places.search")}
          leftSection={<Search size={16} aria-hidden />}
          rightSection={<Kbd size="xs">/</Kbd>}
        />
      </form>
    </search>
  );
}
