// What could not be done, sorted by what is wrong: what to do about it, which files, and another try.
import { Button, Group } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { itemsOf } from "../api/pages";
import { refresh } from "../api/queries";
import type { FailureKind, Status } from "../api/types";
import { Section } from "../ui/Page";
import { showToast } from "../ui/toast";
import css from "./Activity.module.css";
import { ProblemFile } from "./ProblemFile";
import { problemOf } from "./problemWords";
import { FIRST_FILES, failuresQuery, problemsQuery } from "./queries";
import { Rows } from "./Rows";
import { failedOf } from "./standing";
import { wordsOf } from "./stepWords";
import { Trouble } from "./Trouble";
import { useNow } from "./useNow";

type Chosen = { ids: number[] | null; step?: string; code?: string };

function useRetry() {
  const { t } = useTranslation("activity");
  return useMutation({
    mutationFn: (body: Chosen) => ask(api.POST("/api/failures/retry", { body })),
    onSuccess: ({ retried }) => {
      refresh(["failures", "photos"]);
      showToast({ message: t("problems.retriedAbout"), title: t("problems.retried", { count: retried }) });
    },
  });
}

export function Problems({ status }: { status: Status }) {
  const { t } = useTranslation("activity");
  const { data: problems, error, refetch } = useQuery(problemsQuery());
  const { mutate, isPending, variables } = useRetry();
  const failed = failedOf(status);
  if (problems ? problems.length === 0 : failed === 0) return null;
  const count = problems?.reduce((sum, problem) => sum + problem.count, 0) ?? failed;
  return (
    <Section title={t("problems.title")} about={t("problems.about", { count })}>
      {error && !problems && <Trouble error={error} retry={refetch} />}
      {!error && !problems && <Rows count={2} height={150} />}
      {problems?.map((problem) => (
        <Problem
          key={`${problem.step} ${problem.code}`}
          problem={problem}
          retry={(body) => !isPending && mutate(body)}
          pending={isPending ? variables : undefined}
        />
      ))}
      {problems && problems.length > 1 && (
        <div className={css.after}>
          <Button
            variant="light"
            leftSection={<RotateCw size={16} aria-hidden />}
            loading={isPending && variables.ids === null && !variables.code}
            onClick={() => mutate({ ids: null })}
          >
            {t("problems.retryAll")}
          </Button>
        </div>
      )}
    </Section>
  );
}

type ProblemProps = { problem: FailureKind; retry: (body: Chosen) => void; pending?: Chosen };

function Problem({ problem, retry, pending }: ProblemProps) {
  const { t } = useTranslation("activity");
  const { step, code, count, reason } = problem;
  const { title, todo, plain } = problemOf(code);
  const { title: work, unit } = wordsOf(step);
  return (
    <article className={css.problem} aria-label={title}>
      <div className={css.problemHead}>
        <div>
          <h3>{title}</h3>
          <small>
            {t(`units.${unit}`, { count })} · {work}
          </small>
          <p>{todo}</p>
          {!plain && (
            <p className={css.says} lang="en">
              {t("problems.says", { reason })}
            </p>
          )}
        </div>
        <Button
          variant="light"
          leftSection={<RotateCw size={16} aria-hidden />}
          loading={pending?.step === step && pending.code === code}
          onClick={() => retry({ ids: null, step, code })}
          aria-label={t("problems.retryKind", { kind: title })}
        >
          {t("problems.retry")}
        </Button>
      </div>
      <Files problem={problem} title={title} retry={retry} pending={pending} />
    </article>
  );
}

function Files({ problem, title, retry, pending }: ProblemProps & { title: string }) {
  const { t } = useTranslation("activity");
  const now = useNow();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    failuresQuery(problem.step, problem.code),
  );
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Rows count={Math.min(problem.count, FIRST_FILES)} height={59} />;
  return (
    <>
      <ul className={css.files} aria-label={t("problems.files", { kind: title })}>
        {itemsOf(data).map((failure) => (
          <ProblemFile
            key={failure.id}
            failure={failure}
            now={now}
            alone={problem.count === 1}
            pending={pending?.ids?.[0] === failure.id}
            retry={() => retry({ ids: [failure.id] })}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Group className={css.more}>
          <Button
            size="compact-sm"
            variant="subtle"
            loading={isFetchingNextPage}
            onClick={() => fetchNextPage()}
            aria-label={t("problems.moreOf", { kind: title })}
          >
            {t("problems.more")}
          </Button>
        </Group>
      )}
    </>
  );
}
