// One file with a problem: which it is, how often it was tried, and another try.
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Failure } from "../api/types";
import { fileName, formatRelative } from "../ui/words";
import css from "./Activity.module.css";
import { subjectOf } from "./problemWords";
import { agoOf } from "./When";

type Props = { failure: Failure; now: number; alone: boolean; pending: boolean; retry: () => void };

export function ProblemFile({ failure, now, alone, pending, retry }: Props) {
  const { t } = useTranslation("activity");
  const { photo_id, attempts, failed_at, retry_at } = failure;
  const subject = subjectOf(failure);
  const due = retry_at !== null && Date.parse(retry_at) <= Date.now();
  return (
    <li>
      <div>
        {photo_id === null ? (
          <Path path={subject} />
        ) : (
          <Link to="/photos/$photoId" params={{ photoId: photo_id }}>
            <Path path={subject} />
          </Link>
        )}
        <small>
          {due ? t("problems.trying") : t("problems.tried", { count: attempts, when: agoOf(failed_at, now) })}
          {retry_at && !due && ` · ${t("problems.next", { when: formatRelative(retry_at, now) })}`}
        </small>
      </div>
      {!alone && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={pending}
          onClick={retry}
          aria-label={t("problems.retryOne", { file: fileName(subject) })}
        >
          {t("problems.retry")}
        </Button>
      )}
    </li>
  );
}

/** The folder quietly, the name of the file clearly. */
function Path({ path }: { path: string }) {
  const name = fileName(path);
  return (
    <span className={css.path} dir="auto">
      <span>{path.slice(0, path.length - name.length)}</span>
      {name}
    </span>
  );
}
