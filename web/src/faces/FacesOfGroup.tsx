// The faces of an unnamed group: click those that do not belong, then name the rest.
import { Button } from "@mantine/core";
import { Ungroup } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Group } from "../api/types";
import { useDecide } from "../people/decide";
import { allFacesOfGroup } from "../people/groupFaces";
import { NameField } from "../people/NameField";
import type { Named } from "../people/nameChoices";
import { useNameFaces } from "../people/useNameGroup";
import { ActionsMenu } from "../ui/Actions";
import { Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";
import { useSelection } from "../ui/useSelection";
import { VirtualGrid } from "../ui/VirtualGrid";
import { percent } from "../ui/words";
import { useFaceActions } from "./actions";
import css from "./FacesOfGroup.module.css";
import { FaceTile } from "./FaceTile";
import { useFaces } from "./queries";

export function FacesOfGroup({ group, onDone }: { group: Group; onDone: () => void }) {
  const { t } = useTranslation("faces");
  const { faces, isPending, error, refetch, ...query } = useFaces({ group_id: group.id });
  const more = useNextPage(query);
  // All pages, one after the other: what is done here is done to the whole group.
  useEffect(more, [more]);
  const { chosen: out, toggle, clear } = useSelection();
  const order = faces.map((face) => face.id);
  const kept = order.filter((id) => !out.has(id));
  const taken = order.filter((id) => out.has(id));
  const after = () => (taken.length === 0 ? onDone() : clear());
  const actions = useFaceActions({ after })(kept);
  const nameFaces = useNameFaces();
  const decide = useDecide();
  const name = async (choice: Named) => {
    const all = (await allFacesOfGroup(group.id)).filter((id) => !out.has(id));
    if (all.length > 0 && (await nameFaces(all, choice))) after();
  };
  const separate = () =>
    decide({ kind: "separate", face_ids: taken, from_face_ids: kept }).then((done) => done && clear());
  if (error && faces.length === 0) return <Failed error={error} retry={refetch} />;
  return (
    <>
      <div className={css.bar}>
        <div className={css.name}>
          <NameField
            label={t("group.name")}
            size="md"
            candidates={group.candidates}
            onCommit={name}
            autoFocus
            hideOffers
          />
        </div>
        <div className={css.offers}>
          {group.candidates.slice(0, 3).map((candidate) => (
            <Button
              key={candidate.person_id}
              variant="light"
              onClick={() => name({ personId: candidate.person_id, name: candidate.name })}
            >
              {candidate.name}
              <small className={css.sure}>{percent(candidate.probability)}</small>
            </Button>
          ))}
        </div>
        {taken.length > 0 && (
          <Button variant="default" leftSection={<Ungroup size={16} />} onClick={separate} disabled={kept.length === 0}>
            {t("group.takeOut", { number: taken.length })}
          </Button>
        )}
        <ActionsMenu variant="default" label={t("group.what")} actions={actions} />
      </div>
      <p className={css.hint}>{t("group.hint")}</p>
      {isPending ? (
        <SkeletonGrid count={12} label={false} />
      ) : (
        <VirtualGrid items={faces} label={t("group.label")} keyOf={(f) => f.id} tile={132} fewest={3} gap={12}>
          {(face, index) => (
            <FaceTile
              face={face}
              label={t(out.has(face.id) ? "group.out" : "group.kept", { number: index + 1 })}
              look={out.has(face.id) ? "out" : undefined}
              pressed={!out.has(face.id)}
              onPress={(shift) => toggle(face.id, { shift, order })}
            />
          )}
        </VirtualGrid>
      )}
    </>
  );
}
