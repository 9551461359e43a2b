// How far the uploads are, in a corner, until somebody closes it.
import { ActionIcon, Button, Progress } from "@mantine/core";
import { Check, ChevronDown, ChevronUp, CircleAlert, Copy, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../ui/words";
import css from "./UploadPanel.module.css";
import { clearUploads, isOpen, retryUpload, shareSent, type Upload, useUploads } from "./uploads";
import { heading, summary } from "./uploadWords";

const SHOWN = 200;

export function UploadPanel() {
  const { t } = useTranslation("photos");
  const uploads = useUploads();
  const [open, setOpen] = useState(true);
  if (uploads.length === 0) return null;
  const busy = uploads.some(isOpen);
  return (
    <section className={css.panel} aria-label={t("uploads.title")}>
      <div className={css.head}>
        <div role="status">
          <strong>{heading(uploads)}</strong>
          <span>{summary(uploads)}</span>
        </div>
        <ActionIcon aria-label={t(open ? "uploads.hide" : "uploads.show")} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={18} /> : <ChevronUp size={18} />}
        </ActionIcon>
        {!busy && (
          <ActionIcon aria-label={t("uploads.close")} onClick={clearUploads}>
            <X size={18} />
          </ActionIcon>
        )}
      </div>
      <Progress value={shareSent(uploads) * 100} size={4} radius={0} aria-label={t("uploads.all")} />
      {open && (
        <ul className={css.files}>
          {mostTelling(uploads).map((upload) => (
            <File key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  );
}

const RANK = { failed: 0, sending: 1, waiting: 2, duplicate: 3, done: 4 };
const mostTelling = (uploads: readonly Upload[]) =>
  [...uploads].sort((a, b) => RANK[a.state] - RANK[b.state]).slice(0, SHOWN);

function File({ upload }: { upload: Upload }) {
  const { t } = useTranslation(["photos", "common"]);
  const { id, name, size, sent, state, reason, lasting } = upload;
  return (
    <li className={css.file} data-state={state}>
      <div className={css.words}>
        <span className={css.name}>{name}</span>
        <span className={css.fact}>
          {state === "failed" ? reason : state === "duplicate" ? t("uploads.known") : formatBytes(size)}
        </span>
        {state === "sending" && (
          <Progress value={size ? (sent / size) * 100 : 100} size={3} mt={4} aria-label={t("uploads.one", { name })} />
        )}
      </div>
      {state === "done" && <Check size={17} aria-label={t("uploads.added")} />}
      {state === "duplicate" && <Copy size={16} aria-hidden />}
      {state === "failed" && (
        <>
          <CircleAlert size={17} aria-hidden />
          {!lasting && (
            <Button size="compact-xs" variant="subtle" onClick={() => retryUpload(id)}>
              {t("common:tryAgain")}
            </Button>
          )}
        </>
      )}
    </li>
  );
}
