// Faces that are probably this person: click those that are not, then confirm the rest with one button or Enter.
import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Check, CheckCheck, X } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import type { Face, Person } from "../api/types";
import { useDecide } from "../people/decide";
import { isFree } from "../ui/keys";
import { moveFocus } from "../ui/moveFocus";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useSelection } from "../ui/useSelection";
import { VirtualGrid } from "../ui/VirtualGrid";
import { percent } from "../ui/words";
import { FaceTile } from "./FaceTile";
import { useFaces } from "./queries";
import css from "./Suggestions.module.css";

export function SuggestionsOfPerson({ person }: { person: Person }) {
  const { t } = useTranslation("person");
  const { faces, isPending, error, refetch, hasNextPage } = useFaces({ suggested_person_id: person.id });
  if (error && faces.length === 0) return <Failed error={error} retry={refetch} />;
  if (isPending) return <SkeletonGrid count={12} label={false} />;
  if (faces.length === 0) {
    return (
      <Empty icon={<CheckCheck size={30} />} title={t("suggestions.none")}>
        {t("suggestions.noneAbout", { name: person.name })}
      </Empty>
    );
  }
  return <Suggestions person={person} faces={faces} more={hasNextPage} />;
}

function Suggestions({ person, faces, more }: { person: Person; faces: Face[]; more: boolean }) {
  const { t } = useTranslation("person");
  const decide = useDecide();
  const { chosen: out, toggle, clear } = useSelection();
  const order = faces.map((face) => face.id);
  const right = order.filter((id) => !out.has(id));
  const wrong = order.filter((id) => out.has(id));
  const person_id = person.id;
  const commit = async () => {
    clear();
    const said = [
      wrong.length > 0 && decide({ kind: "reject", face_ids: wrong, person_id }, { quiet: right.length > 0 }),
      right.length > 0 && decide({ kind: "confirm", face_ids: right, person_id }),
    ];
    await Promise.all(said);
  };
  const rejectAll = () => {
    clear();
    return decide({ kind: "reject", face_ids: order, person_id });
  };
  useHotkeys([["Enter", (event) => isFree(event) && !event.repeat && commit(), { preventDefault: false }]]);
  return (
    <>
      <div className={css.bar}>
        <p>
          <Trans
            ns="person"
            i18nKey="suggestions.question"
            values={{ name: person.name }}
            components={{ note: <span /> }}
          />
        </p>
        <Button variant="default" leftSection={<X size={16} aria-hidden />} onClick={rejectAll}>
          {t("suggestions.noneOfThese")}
        </Button>
        <Button
          leftSection={<Check size={16} aria-hidden />}
          rightSection={
            <Kbd className={css.key} aria-hidden>
              {t("suggestions.enter")}
            </Kbd>
          }
          onClick={commit}
        >
          {right.length > 0
            ? t("suggestions.confirm", { number: right.length })
            : t("suggestions.reject", { number: wrong.length })}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the buttons inside */}
      <div onKeyDown={(event) => moveFocus(event, "button[data-face]")}>
        <VirtualGrid
          items={faces}
          label={t("suggestions.label", { name: person.name })}
          keyOf={(f) => f.id}
          tile={132}
          fewest={3}
          gap={12}
        >
          {(face, index) => (
            <FaceTile
              face={face}
              showProbability
              label={t(out.has(face.id) ? "suggestions.out" : "suggestions.kept", {
                number: index + 1,
                sure: percent(face.suggestion?.probability ?? 0),
              })}
              look={out.has(face.id) ? "out" : undefined}
              pressed={!out.has(face.id)}
              onPress={(shift) => toggle(face.id, { shift, order })}
            />
          )}
        </VirtualGrid>
      </div>
      {more && <p className={css.more}>{t("suggestions.more", { count: faces.length })}</p>}
    </>
  );
}
