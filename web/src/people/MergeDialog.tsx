import { Modal, Text } from "@mantine/core";
import type { Person } from "../api/types";
import { useDecide } from "./decide";
import { NameField } from "./NameField";

type Props = { person: Person | null; onClose: () => void; onMerged?: (into: number) => void };

/** Asks whom a person really is, and puts the two together under that name. */
export function MergeDialog({ person, onClose, onMerged }: Props) {
  const decide = useDecide();
  const merge = async (into: number | null) => {
    if (!person || into === null) return;
    onClose();
    if (await decide({ kind: "merge", person_ids: [person.id], into })) onMerged?.(into);
  };
  const title = (
    <Text span inherit lineClamp={2} title={person?.name}>
      Who is {person?.name} really?
    </Text>
  );
  return (
    <Modal opened={person !== null} onClose={onClose} title={title}>
      <Text c="dimmed" size="sm" mb="sm">
        All these faces go to the one you pick, whose name stays. You can undo it at any time.
      </Text>
      <NameField
        label="Merge into"
        placeholder="Type a name"
        size="md"
        autoFocus
        mayCreate={false}
        exclude={person?.id}
        onCommit={(choice) => merge(choice.personId)}
        onCancel={onClose}
      />
    </Modal>
  );
}
