// Faces that are probably this person: click those that are not, then confirm the rest with one button or Enter.
import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Check, CheckCheck, X } from "lucide-react";
import type { Face, Person } from "../api/types";
import { useDecide } from "../people/decide";
import { isFree } from "../ui/keys";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useSelection } from "../ui/useSelection";
import { VirtualGrid } from "../ui/VirtualGrid";
import { count, percent } from "../ui/words";
import { FaceTile } from "./FaceTile";
import { useFaces } from "./queries";
import css from "./Suggestions.module.css";

export function SuggestionsOfPerson({ person }: { person: Person }) {
  const { faces, isPending, error, refetch, hasNextPage } = useFaces({ suggested_person_id: person.id });
  if (error) return <Failed error={error} retry={refetch} />;
  if (isPending) return <SkeletonGrid count={12} label={false} />;
  if (faces.length === 0) {
    return (
      <Empty icon={<CheckCheck size={30} />} title="Nothing to confirm">
        When new photos look like {person.name}, the faces wait here for your word.
      </Empty>
    );
  }
  return <Suggestions person={person} faces={faces} more={hasNextPage} />;
}

function Suggestions({ person, faces, more }: { person: Person; faces: Face[]; more: boolean }) {
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
  useHotkeys([["Enter", (event) => isFree(event) && commit(), { preventDefault: false }]]);
  return (
    <>
      <div className={css.bar}>
        <p>
          Is this {person.name}? <span>Click the faces that are not.</span>
        </p>
        <Button variant="default" leftSection={<X size={16} />} onClick={rejectAll}>
          None of these
        </Button>
        <Button leftSection={<Check size={16} />} rightSection={<Kbd className={css.key}>Enter</Kbd>} onClick={commit}>
          {right.length > 0 ? `Confirm ${right.length}` : `Reject ${wrong.length}`}
        </Button>
      </div>
      <VirtualGrid
        items={faces}
        label={`Faces that may be ${person.name}`}
        keyOf={(f) => f.id}
        tile={132}
        fewest={3}
        gap={12}
      >
        {(face, index) => (
          <FaceTile
            face={face}
            showProbability
            label={`Suggestion ${index + 1}, ${percent(face.suggestion?.probability ?? 0)} sure, ${out.has(face.id) ? "taken out" : "kept"}`}
            look={out.has(face.id) ? "out" : undefined}
            pressed={!out.has(face.id)}
            onPress={(shift) => toggle(face.id, { shift, order })}
          />
        )}
      </VirtualGrid>
      {more && <p className={css.more}>More follow when these {count(faces.length, "face")} are answered.</p>}
    </>
  );
}
