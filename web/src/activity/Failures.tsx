// Files that could not be read or looked at: why, and another try.
import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { api, ask } from "../api/client";
import { itemsOf } from "../api/pages";
import { refresh } from "../api/queries";
import type { Failure } from "../api/types";
import { Section } from "../ui/Page";
import { count, formatClock } from "../ui/words";
import css from "./Activity.module.css";
import { failuresQuery } from "./queries";
import { wordsOf } from "./stepWords";

export function Failures() {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(failuresQuery());
  const { mutate: retry, isPending } = useMutation({
    mutationFn: (ids: number[] | null) => ask(api.POST("/api/failures/retry", { body: { ids } })),
    onSuccess: () => refresh(["failures", "photos"]),
  });
  const failures = itemsOf(data);
  if (failures.length === 0) return null;
  return (
    <Section
      title="Problems"
      about={`${count(failures.length, "file")}${hasNextPage ? " and more" : ""} could not be used`}
    >
      <ul className={css.card}>
        {failures.map((failure) => (
          <Line key={failure.id} failure={failure} retry={() => retry([failure.id])} busy={isPending} />
        ))}
      </ul>
      <div className={css.after}>
        <Button
          variant="light"
          leftSection={<RotateCw size={16} aria-hidden />}
          loading={isPending}
          onClick={() => retry(null)}
        >
          Try all again
        </Button>
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </Section>
  );
}

function Line({ failure, retry, busy }: { failure: Failure; retry: () => void; busy: boolean }) {
  const { subject, reason, step, photo_id, attempts, retry_at } = failure;
  const tries = attempts > 1 ? ` · tried ${attempts} times` : "";
  const again = retry_at ? ` · next try at ${formatClock(retry_at)}` : "";
  return (
    <li className={css.failure}>
      <div>
        {photo_id === null ? (
          <strong>{subject}</strong>
        ) : (
          <Link to="/photos/$photoId" params={{ photoId: photo_id }}>
            {subject}
          </Link>
        )}
        <p>{reason}</p>
        <small>
          {wordsOf(step).title}
          {tries}
          {again}
        </small>
      </div>
      <Button size="compact-sm" variant="subtle" disabled={busy} onClick={retry} aria-label={`Try again: ${subject}`}>
        Try again
      </Button>
    </li>
  );
}
