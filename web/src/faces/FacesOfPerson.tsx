// All faces of a person: pick some, then take them out, give them to somebody else, or make one the cover.
import { Button, Popover } from "@mantine/core";
import { ScanFace, UserRoundPen } from "lucide-react";
import { useState } from "react";
import type { Person } from "../api/types";
import { NameField } from "../people/NameField";
import { useNameFaces } from "../people/useNameGroup";
import { type Action, ActionsMenu } from "../ui/Actions";
import { SelectionBar } from "../ui/SelectionBar";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";
import { usePhone } from "../ui/usePhone";
import { useSelection } from "../ui/useSelection";
import { VirtualGrid } from "../ui/VirtualGrid";
import { count } from "../ui/words";
import { useFaceActions } from "./actions";
import { FaceTile } from "./FaceTile";
import { useFaces } from "./queries";

export function FacesOfPerson({ person }: { person: Person }) {
  const { faces, isPending, error, refetch, ...query } = useFaces({ person_id: person.id });
  const more = useNextPage(query);
  const { chosen, toggle, clear } = useSelection();
  const actionsFor = useFaceActions({ person, after: clear });
  if (error) return <Failed error={error} retry={refetch} />;
  if (isPending) return <SkeletonGrid count={18} label={false} />;
  if (faces.length === 0) return <Empty icon={<ScanFace size={30} />} title={`No faces of ${person.name} yet`} />;
  const order = faces.map((face) => face.id);
  const picked = order.filter((id) => chosen.has(id));
  return (
    <>
      <VirtualGrid
        items={faces}
        label={`Faces of ${person.name}`}
        keyOf={(f) => f.id}
        tile={124}
        fewest={3}
        gap={12}
        onEnd={more}
      >
        {(face, index) => (
          <FaceTile
            face={face}
            personId={person.id}
            label={`Face ${index + 1} of ${person.name}${face.tag?.source === "machine" ? ", named automatically" : ""}`}
            look={chosen.has(face.id) ? "picked" : undefined}
            pressed={chosen.has(face.id)}
            onPress={(shift) => toggle(face.id, { shift, order })}
          />
        )}
      </VirtualGrid>
      <SelectionBar count={picked.length} words={count(picked.length, "face")} onClear={clear}>
        <MoveTo faceIds={picked} from={person.id} onDone={clear} />
        <Deeds actions={actionsFor(picked)} />
      </SelectionBar>
    </>
  );
}

/** What else can be done: side by side where there is room, in a menu on a phone. */
function Deeds({ actions }: { actions: Action[] }) {
  if (usePhone()) return <ActionsMenu variant="default" label="More to do with these faces" actions={actions} />;
  return actions.map(({ id, label, icon: Icon, run, danger }) => (
    <Button
      key={id}
      size="sm"
      variant="default"
      maw={240}
      title={label}
      c={danger ? "var(--kf-danger)" : undefined}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={run}
    >
      {label}
    </Button>
  ));
}

type MoveProps = { faceIds: number[]; from?: number; onDone: () => void; words?: string };

export function MoveTo({ faceIds, from, onDone, words = "Somebody else" }: MoveProps) {
  const [open, setOpen] = useState(false);
  const nameFaces = useNameFaces();
  return (
    <Popover opened={open} onChange={setOpen} position="top" width={290} trapFocus withinPortal>
      <Popover.Target>
        <Button size="sm" leftSection={<UserRoundPen size={16} aria-hidden />} onClick={() => setOpen(!open)}>
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <NameField
          label="Who is it?"
          placeholder="Who is it?"
          autoFocus
          inside
          exclude={from}
          onCancel={() => setOpen(false)}
          onCommit={(choice) => {
            setOpen(false);
            nameFaces(faceIds, choice).then((done) => done && onDone());
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
