// Walk to a folder, or type where it is.
import { Button, ScrollArea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CornerLeftUp, Folder } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { foldersQuery } from "../activity/queries";
import { api, ask } from "../api/client";
import { refresh } from "../api/queries";
import { wordsFor } from "../ui/explain";
import css from "./AddPhotos.module.css";

export function FolderChooser({ onAdded }: { onAdded?: () => void }) {
  const { t } = useTranslation("photos");
  const [path, setPath] = useState<string>();
  const [typed, setTyped] = useState("");
  const { data, error } = useQuery({ ...foldersQuery(path), placeholderData: (before) => before });
  const { mutate, isPending } = useMutation({
    mutationFn: (wanted: string) => ask(api.POST("/api/sources", { body: { path: wanted } })),
    onSuccess: () => {
      refresh(["sources", "photos"]);
      onAdded?.();
    },
  });
  useEffect(() => {
    if (data) setTyped(data.path);
  }, [data]);
  const wanted = typed.trim();
  return (
    <form
      className={css.chooser}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted) mutate(wanted);
      }}
    >
      <div className={css.typed}>
        <TextInput
          data-autofocus
          aria-label={t("add.folder.path")}
          placeholder={t("add.folder.example")}
          value={typed}
          spellCheck={false}
          error={error ? wordsFor(error).message : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" loading={isPending} disabled={!wanted}>
          {t("add.folder.use")}
        </Button>
      </div>
      <ScrollArea.Autosize mah={208} className={css.folders} type="auto">
        {data?.parent && (
          <button type="button" onClick={() => setPath(data.parent ?? undefined)}>
            <CornerLeftUp size={17} aria-hidden /> {t("add.folder.up")}
          </button>
        )}
        {data?.folders.map((folder) => (
          <button type="button" key={folder.path} onClick={() => setPath(folder.path)}>
            <Folder size={17} aria-hidden /> <span>{folder.name}</span>
          </button>
        ))}
        {data?.folders.length === 0 && <p>{t("add.folder.none")}</p>}
      </ScrollArea.Autosize>
    </form>
  );
}
