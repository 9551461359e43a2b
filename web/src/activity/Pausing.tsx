// Hold the machine's work back, and let it go on.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { CirclePause, Pause, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { queryClient } from "../api/queries";
import type { Status } from "../api/types";
import css from "./Activity.module.css";
import { statusQuery } from "./queries";

const KEY = statusQuery().queryKey;

function usePausing() {
  return useMutation({
    mutationFn: (pause: boolean) => ask(pause ? api.POST("/api/work/pause") : api.POST("/api/work/resume")),
    onMutate: (paused) => {
      const before = queryClient.getQueryData(KEY);
      queryClient.setQueryData(KEY, (status) => status && { ...status, paused });
      return { before };
    },
    onSuccess: (status) => queryClient.setQueryData(KEY, status),
    onError: (_error, _pause, told) => queryClient.setQueryData(KEY, told?.before),
  });
}

export function PauseButton({ status: { paused } }: { status: Status }) {
  const { t } = useTranslation("activity");
  const { mutate, isPending } = usePausing();
  const Icon = paused ? Play : Pause;
  return (
    <Button
      variant={paused ? "filled" : "default"}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={() => !isPending && mutate(!paused)}
    >
      {t(paused ? "resume" : "pause")}
    </Button>
  );
}

export function Paused({ status }: { status: Status }) {
  const { t } = useTranslation("activity");
  return (
    <div role="status">
      {status.paused && (
        <div className={css.heldUp}>
          <CirclePause size={20} aria-hidden />
          <div>
            <strong>{t("paused.title")}</strong>
            <p>{t("paused.text")}</p>
          </div>
        </div>
      )}
    </div>
  );
}
