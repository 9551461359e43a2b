// The face that stands for somebody: a click on it shows all of theirs to choose from, the best first.
import { Button, Modal, Skeleton } from "@mantine/core";
import { Check, Images, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "../api/types";
import { useFaces } from "../faces/queries";
import { useDecide } from "../people/decide";
import head from "../people/PersonHead.module.css";
import { usePhone } from "../ui/usePhone";
import css from "./Person.module.css";

export function CoverChooser({ person }: { person: Person }) {
  const { t } = useTranslation(["person", "common"]);
  const [open, setOpen] = useState(false);
  const isPhone = usePhone();
  return (
    <>
      <button
        type="button"
        className={head.cover}
        disabled={person.faces === 0}
        aria-label={t("cover.change", { name: person.name })}
        onClick={() => setOpen(true)}
      >
        {person.cover_url ? <img src={person.cover_url} alt="" /> : <UserRound size={56} aria-hidden />}
        {person.faces > 1 && (
          <span className={head.change}>
            <Images size={16} aria-hidden />
          </span>
        )}
      </button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t("cover.title", { name: person.name })}
        size="xl"
        fullScreen={isPhone}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        <Choices person={person} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Choices({ person, onDone }: { person: Person; onDone: () => void }) {
  const { t } = useTranslation(["person", "common"]);
  const { faces, isPending, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useFaces(
    { person_id: person.id, sort: "best" },
    60,
  );
  const decide = useDecide();
  const choose = (face_id: number) => {
    onDone();
    decide({ kind: "cover", person_id: person.id, face_id });
  };
  if (error) return <p role="alert">{t("cover.failed")}</p>;
  return (
    <>
      <p className={css.note}>{t("cover.best")}</p>
      <ul className={css.covers} aria-busy={isPending}>
        {isPending &&
          Array.from({ length: 12 }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
            <li key={at} aria-hidden>
              <Skeleton className={css.square} radius="lg" />
            </li>
          ))}
        {faces.map((face, at) => {
          const isNow = face.id === person.cover_face_id;
          return (
            <li key={face.id}>
              <button
                type="button"
                aria-label={isNow ? t("cover.current") : t("cover.pick", { number: at + 1 })}
                aria-pressed={isNow}
                onClick={() => choose(face.id)}
              >
                <img src={face.chip_url} alt="" loading="lazy" />
                {isNow && <Check size={18} strokeWidth={3} aria-hidden />}
              </button>
            </li>
          );
        })}
      </ul>
      {hasNextPage && (
        <Button variant="default" mt="md" fullWidth loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t("cover.more")}
        </Button>
      )}
    </>
  );
}
