// Where the photos come from: look again, stop looking, add another.
import { Button, Modal, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FolderOpen, RefreshCw, Trash2, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { refresh } from "../api/queries";
import type { Source } from "../api/types";
import { AddPhotosButton } from "../photos/AddPhotos";
import { type Action, ActionsMenu } from "../ui/Actions";
import css from "./Activity.module.css";
import { useSources } from "./queries";
import { Rows } from "./Rows";
import { Trouble } from "./Trouble";
import { useNow } from "./useNow";
import { agoOf } from "./When";

/** `expected`: how many there are, so that what is below them stays where it is. */
export function Sources({ expected }: { expected: number }) {
  const { t } = useTranslation("activity");
  const now = useNow();
  const { data, error, refetch } = useSources();
  const [removing, setRemoving] = useState<Source | null>(null);
  const { mutate: scan } = useMutation({
    mutationFn: (id: number) => ask(api.POST("/api/sources/{source_id}/scan", { params: { path: { source_id: id } } })),
    onSuccess: () => refresh(["sources"]),
  });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  const actionsFor = (source: Source): Action[] => [
    { id: "scan", label: t("folders.scan"), icon: RefreshCw, run: () => scan(source.id) },
    { id: "remove", label: t("folders.remove"), icon: Trash2, danger: true, run: () => setRemoving(source) },
  ];
  return (
    <>
      {!data && <Rows count={Math.max(1, expected)} height={70} />}
      {data && data.items.length > 0 && (
        <ul className={css.card}>
          {data.items.map((source) => (
            <Line key={source.id} source={source} now={now} actions={actionsFor(source)} />
          ))}
        </ul>
      )}
      {data?.items.length === 0 && <p className={css.none}>{t("folders.none")}</p>}
      <div className={css.after}>
        <AddPhotosButton />
      </div>
      <RemoveDialog source={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function Line({ source, now, actions }: { source: Source; now: number; actions: Action[] }) {
  const { t } = useTranslation("activity");
  const name = source.kind === "upload" ? t("folders.uploads") : source.root;
  return (
    <li className={css.source}>
      {source.kind === "upload" ? <Upload size={20} aria-hidden /> : <FolderOpen size={20} aria-hidden />}
      <div>
        <strong>{name}</strong>
        <small className={source.error ? css.bad : undefined}>
          <About source={source} now={now} />
        </small>
      </div>
      <ActionsMenu label={t("folders.menu", { root: name })} actions={actions} />
    </li>
  );
}

function About({ source: { error, photos: count, scanning, scanned_at }, now }: { source: Source; now: number }) {
  const { t } = useTranslation(["activity", "common"]);
  if (error) return error;
  const photos = t("common:photos", { count });
  if (scanning) return t("folders.looking", { photos });
  return scanned_at ? t("folders.seen", { photos, when: agoOf(scanned_at, now) }) : photos;
}

function RemoveDialog({ source, onClose }: { source: Source | null; onClose: () => void }) {
  const { t } = useTranslation(["activity", "common"]);
  const { mutate, isPending } = useMutation({
    mutationFn: (id: number) => ask(api.DELETE("/api/sources/{source_id}", { params: { path: { source_id: id } } })),
    onSuccess: () => {
      refresh(["sources", "photos", "people"]);
      onClose();
    },
  });
  return (
    <Modal opened={source !== null} onClose={onClose} title={t("folders.dialog.title")}>
      <Text c="dimmed">
        {source &&
          t("folders.dialog.text", { photos: t("common:photos", { count: source.photos }), root: source.root })}
      </Text>
      <div className={css.dialogActions}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t("folders.dialog.keep")}
        </Button>
        <Button color="red" loading={isPending} onClick={() => source && mutate(source.id)}>
          {t("folders.dialog.remove")}
        </Button>
      </div>
    </Modal>
  );
}
