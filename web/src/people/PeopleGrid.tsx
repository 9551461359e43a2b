// Named people: look, pick several, merge or hide them.
import { Button, Menu } from "@mantine/core";
import { EyeOff, Merge } from "lucide-react";
import { useState } from "react";
import type { Person } from "../api/types";
import { SelectionBar } from "../ui/SelectionBar";
import { useSelection } from "../ui/useSelection";
import { VirtualGrid } from "../ui/VirtualGrid";
import { count } from "../ui/words";
import { usePersonActions } from "./actions";
import { useDecide } from "./decide";
import { MergeDialog } from "./MergeDialog";
import { PersonTile } from "./PersonTile";

type Props = { people: Person[]; label: string; onEnd?: () => void };

export function PeopleGrid({ people, label, onEnd }: Props) {
  const [merging, setMerging] = useState<Person | null>(null);
  const { chosen, toggle, clear } = useSelection();
  const actionsFor = usePersonActions({ merge: setMerging });
  const order = people.map((person) => person.id);
  const picked = people.filter((person) => chosen.has(person.id));
  return (
    <>
      <VirtualGrid
        items={people}
        label={label}
        keyOf={(person) => person.id}
        tile={172}
        below={62}
        gap={20}
        onEnd={onEnd}
      >
        {(person) => (
          <PersonTile
            person={person}
            actions={actionsFor(person)}
            selected={chosen.has(person.id)}
            selecting={picked.length > 0}
            onSelect={(shift) => toggle(person.id, { shift, order })}
          />
        )}
      </VirtualGrid>
      <SelectionBar count={picked.length} words={count(picked.length, "person", "people")} onClear={clear}>
        <MergePicked picked={picked} onDone={clear} />
        <HidePicked picked={picked} onDone={clear} />
      </SelectionBar>
      <MergeDialog person={merging} onClose={() => setMerging(null)} />
    </>
  );
}

type Picked = { picked: Person[]; onDone: () => void };

function MergePicked({ picked, onDone }: Picked) {
  const decide = useDecide();
  const merge = (into: Person) => {
    onDone();
    decide({ kind: "merge", person_ids: picked.filter((p) => p.id !== into.id).map((p) => p.id), into: into.id });
  };
  return (
    <Menu position="top">
      <Menu.Target>
        <Button size="sm" leftSection={<Merge size={16} />} disabled={picked.length < 2}>
          Merge
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Whose name stays?</Menu.Label>
        {picked.map((person) => (
          <Menu.Item key={person.id} onClick={() => merge(person)}>
            {person.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function HidePicked({ picked, onDone }: Picked) {
  const decide = useDecide();
  const hide = async () => {
    onDone();
    for (const person of picked) await decide({ kind: person.hidden ? "show" : "hide", person_id: person.id });
  };
  return (
    <Button size="sm" variant="default" leftSection={<EyeOff size={16} />} onClick={hide}>
      {picked[0]?.hidden ? "Show again" : "Hide"}
    </Button>
  );
}
