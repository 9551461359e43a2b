// Which part of the history is shown: what was said, about whom, and when. All of it stands in the address.
import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NameField } from "../people/NameField";
import { usePerson } from "../people/queries";
import { type HistorySearch, KINDS, type KindGroup } from "./filter";
import css from "./History.module.css";

type Props = { search: HistorySearch; onChange: (search: HistorySearch) => void };

export function Filters({ search, onChange }: Props) {
  const { t } = useTranslation("history");
  const set = (part: Partial<HistorySearch>) => onChange({ ...search, ...part });
  const kinds = ["", ...Object.keys(KINDS)].map((value) => ({
    value,
    label: t(`filter.${(value || "all") as KindGroup | "all"}`),
  }));
  return (
    <search className={css.filters} aria-label={t("filter.label")}>
      <NativeSelect
        label={t("filter.kind")}
        data={kinds}
        value={search.kind ?? ""}
        onChange={(event) => set({ kind: (event.currentTarget.value || undefined) as KindGroup | undefined })}
      />
      <div className={css.person}>
        <span aria-hidden>{t("filter.person")}</span>
        {search.person ? (
          <Chosen personId={search.person} onClear={() => set({ person: undefined })} />
        ) : (
          <NameField
            label={t("filter.person")}
            placeholder={t("filter.all")}
            mayCreate={false}
            onCommit={({ personId }) => personId !== null && set({ person: personId })}
          />
        )}
      </div>
      <TextInput
        type="datetime-local"
        label={t("filter.since")}
        value={search.since ?? ""}
        max={search.until}
        onChange={(event) => set({ since: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="datetime-local"
        label={t("filter.until")}
        value={search.until ?? ""}
        min={search.since}
        onChange={(event) => set({ until: event.currentTarget.value || undefined })}
      />
      {Object.values(search).some((value) => value !== undefined) && (
        <Button variant="subtle" color="gray" onClick={() => onChange({})}>
          {t("filter.clear")}
        </Button>
      )}
    </search>
  );
}

function Chosen({ personId, onClear }: { personId: number; onClear: () => void }) {
  const { t } = useTranslation("history");
  const { data } = usePerson(personId);
  const name = data?.name ?? `#${personId}`;
  return (
    <span className={css.chosen}>
      {data?.cover_url && <img src={data.cover_url} alt="" />}
      <span>{name}</span>
      <CloseButton size="sm" aria-label={t("filter.clearPerson", { name })} onClick={onClear} />
    </span>
  );
}
