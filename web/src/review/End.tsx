// When nothing is left, or the session is over: what was achieved, and where to go from here.
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PartyPopper, ScanFace, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import { isLooking, isSettled, isWorking, noteOf } from "../activity/standing";
import type { Status } from "../api/types";
import { Empty } from "../ui/states";
import { formatNumber } from "../ui/words";
import { QuestionSkeleton } from "./QuestionSkeleton";
import type { Purpose } from "./queries";
import css from "./Review.module.css";
import type { useReview } from "./useReview";

type Props = { review: ReturnType<typeof useReview>; purpose: Purpose };

export function End({ review, purpose }: Props) {
  const { t } = useTranslation("review");
  const { data: status } = useStatus();
  if (!status) return <QuestionSkeleton />;
  const { over, tally, left } = review;
  const settled = isSettled(status);
  const words = purpose === "audit" ? "checked" : over ? "session" : wordsForEnd(status, tally.answers);
  return (
    <Empty
      icon={
        purpose === "audit" ? <ShieldCheck size={30} /> : settled ? <PartyPopper size={30} /> : <ScanFace size={30} />
      }
      title={t(`end.${words}.title`)}
      action={
        <div className={css.endActions} data-ended={words}>
          {over ? (
            <Button data-autofocus onClick={review.goOn}>
              {t("end.goOn", { count: left?.questions ?? 0 })}
            </Button>
          ) : purpose === "audit" ? (
            <Button component={Link} to="/insights">
              {t("end.insights")}
            </Button>
          ) : (
            words !== "noPhotos" && (
              <Button variant="default" onClick={() => review.run.start()}>
                {t("end.again")}
              </Button>
            )
          )}
          <Button component={Link} to="/" variant={over || purpose === "audit" ? "default" : "filled"}>
            {t(words === "noPhotos" ? "end.addPhotos" : "end.people")}
          </Button>
        </div>
      }
    >
      {tally.answers > 0 && <Achieved review={review} />}
      {t(`end.${words}.words`)}
    </Empty>
  );
}

function Achieved({ review: { tally, byMachine } }: Pick<Props, "review">) {
  const { t } = useTranslation("review");
  const rows = [
    [tally.faces, t("end.facesNamed", { count: tally.faces })],
    [tally.people, t("end.peopleNamed", { count: tally.people })],
    [byMachine, t("end.byMachine", { count: byMachine })],
    [tally.strangers, t("end.strangers", { count: tally.strangers })],
  ] as const;
  return (
    <>
      <dl className={css.achieved}>
        {rows
          .filter(([count]) => count > 0)
          .map(([count, words]) => (
            <div key={words}>
              <dd>{formatNumber(count)}</dd>
              <dt>{words}</dt>
            </div>
          ))}
      </dl>
      <p>{t("end.answered", { count: tally.answers })}</p>
    </>
  );
}

function wordsForEnd(status: Status, answered: number) {
  if (noteOf(status)) return "heldUp";
  if (isLooking(status)) return "looking";
  if (isWorking(status)) return "working";
  if (status.photos.total === 0) return "noPhotos";
  if (status.faces === 0) return "noFaces";
  return answered > 0 ? "done" : "nothing";
}
