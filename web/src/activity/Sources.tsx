// Where the photos come from: look again, stop looking, add another.
import { Button, Modal, Skeleton, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FolderOpen, RefreshCw, Trash2, Upload } from "lucide-react";
import { useState } from "react";
import { api, ask } from "../api/client";
import { refresh } from "../api/queries";
import type { Source } from "../api/types";
import { AddPhotosButton } from "../photos/AddPhotos";
import { type Action, ActionsMenu } from "../ui/Actions";
import { Failed } from "../ui/states";
import { count, formatClock, formatDay } from "../ui/words";
import css from "./Activity.module.css";
import { useSources } from "./queries";

export function Sources() {
  const { data, error, refetch } = useSources();
  const [removing, setRemoving] = useState<Source | null>(null);
  const { mutate: scan } = useMutation({
    mutationFn: (id: number) => ask(api.POST("/api/sources/{source_id}/scan", { params: { path: { source_id: id } } })),
    onSuccess: () => refresh(["sources"]),
  });
  if (error && !data) return <Failed error={error} retry={refetch} />;
  const actionsFor = (source: Source): Action[] => [
    { id: "scan", label: "Look again", icon: RefreshCw, run: () => scan(source.id) },
    { id: "remove", label: "Remove from the library…", icon: Trash2, danger: true, run: () => setRemoving(source) },
  ];
  return (
    <>
      <ul className={css.card}>
        {!data && (
          <li>
            <Skeleton height={24} radius="md" />
          </li>
        )}
        {data?.items.map((source) => (
          <li key={source.id} className={css.source}>
            {source.kind === "upload" ? <Upload size={20} aria-hidden /> : <FolderOpen size={20} aria-hidden />}
            <div>
              <strong>{source.kind === "upload" ? "Uploads" : source.root}</strong>
              <small className={source.error ? css.bad : undefined}>{tellOf(source)}</small>
            </div>
            <ActionsMenu label={`What to do with ${source.root}`} actions={actionsFor(source)} />
          </li>
        ))}
        {data?.items.length === 0 && <li className={css.quiet}>No folder yet.</li>}
      </ul>
      <div className={css.after}>
        <AddPhotosButton />
      </div>
      <RemoveDialog source={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function tellOf({ error, photos, scanning, scanned_at }: Source) {
  if (error) return error;
  if (scanning) return `${count(photos, "photo")} · looking for changes…`;
  const seen = scanned_at ? ` · looked at ${formatDay(scanned_at)}, ${formatClock(scanned_at)}` : "";
  return `${count(photos, "photo")}${seen}`;
}

function RemoveDialog({ source, onClose }: { source: Source | null; onClose: () => void }) {
  const { mutate, isPending } = useMutation({
    mutationFn: (id: number) => ask(api.DELETE("/api/sources/{source_id}", { params: { path: { source_id: id } } })),
    onSuccess: () => {
      refresh(["sources", "photos", "people"]);
      onClose();
    },
  });
  return (
    <Modal opened={source !== null} onClose={onClose} title="Remove this folder from the library?">
      <Text c="dimmed">
        Its {source && count(source.photos, "photo")} leave Kenfolk, with the faces in them. The files in {source?.root}{" "}
        stay as they are.
      </Text>
      <div className={css.dialogActions}>
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep it
        </Button>
        <Button color="red" loading={isPending} onClick={() => source && mutate(source.id)}>
          Remove
        </Button>
      </div>
    </Modal>
  );
}
