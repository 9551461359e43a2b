// Everything of some time, taken back at once: how much that is, the button, and the way back.
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { refreshDecided } from "../api/queries";
import { t as say } from "../locales/i18n";
import { showToast } from "../ui/toast";
import type { Wanted } from "./filter";
import css from "./History.module.css";
import { spanQuery } from "./queries";

type Body = {
  since?: string;
  until?: string;
  from_seq?: number | null;
  to_seq?: number | null;
  person_id?: number;
  kinds?: string[];
};

const undoSpan = (body: Body) => ask(api.POST("/api/decisions/undo", { body })).finally(refreshDecided);

export function UndoSpan({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation("history");
  const { data: span, isPlaceholderData } = useQuery({ ...spanQuery(wanted), placeholderData: (before) => before });
  const { mutate, isPending } = useMutation({ mutationFn: undoSpan, onSuccess: offerAllBack });
  if (!span) return <p className={css.span} role="status" aria-busy="true" />;
  const count = span.decisions;
  const { kind: kinds, ...rest } = wanted;
  // Nothing goes that was said after it was counted.
  const undo = () => mutate({ ...rest, ...(kinds && { kinds }), to_seq: span.to_seq });
  return (
    <div className={css.span} role="status" aria-busy={isPlaceholderData}>
      <p>
        {span.too_much ? (
          t("span.tooMuch", { count })
        ) : count === 0 ? (
          t("span.nothing")
        ) : (
          <>
            {t("span.holds", { count })} {span.faces > 0 && t("span.faces", { count: span.faces })}
          </>
        )}
      </p>
      {count > 0 && !span.too_much && (
        // What was counted for another filter is not what would be taken back.
        <Button
          leftSection={<Undo2 size={16} aria-hidden />}
          loading={isPending}
          disabled={isPlaceholderData}
          onClick={undo}
        >
          {t("span.undo", { count })}
        </Button>
      )}
    </div>
  );
}

type Undone = Awaited<ReturnType<typeof undoSpan>>;

function offerAllBack(undone: Undone) {
  const id = `decisions-${undone.from_seq}-${undone.to_seq}`;
  const { from_seq, to_seq } = undone;
  showToast({
    id,
    color: "pine",
    withBorder: true,
    autoClose: 12_000,
    message: (
      <Line
        text={say("history:span.done", { count: undone.decisions })}
        back={() => {
          notifications.hide(id);
          return undoSpan({ from_seq, to_seq }).then(tellBack);
        }}
      />
    ),
  });
}

const tellBack = ({ decisions }: Undone) =>
  showToast({ color: "pine", withBorder: true, message: say("history:span.back", { count: decisions }) });

function Line({ text, back }: { text: string; back: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useMutation({ mutationFn: back });
  return (
    <span className={css.toast}>
      <span>{text}</span>
      <Button variant="subtle" size="compact-sm" loading={isPending} onClick={() => mutate()}>
        {t("undo")}
      </Button>
    </span>
  );
}
