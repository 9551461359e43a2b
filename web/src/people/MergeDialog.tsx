// Whom is this person to be one with? Then, what that would make of them.
import { Modal, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOnceStanding } from "../ui/later";
import { MergePreview, type Merging } from "./MergePreview";
import { NameField } from "./NameField";

type Props = { person: { id: number; name: string } | null; onClose: () => void; onMerged?: (into: number) => void };

export function MergeDialog({ person, onClose, onMerged }: Props) {
  const { t } = useTranslation(["people", "common"]);
  const [merging, setMerging] = useState<Merging | null>(null);
  const choose = (into: number | null) => {
    if (!person || into === null) return;
    onClose();
    setMerging({ ids: [into, person.id], into });
  };
  const title = (
    <Text span inherit lineClamp={2} title={person?.name}>
      {t("merge.who", { name: person?.name ?? "" })}
    </Text>
  );
  return (
    <>
      <Modal
        opened={useOnceStanding(person !== null)}
        onClose={onClose}
        title={title}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        <Text c="dimmed" size="sm" mb="sm">
          {t("merge.about")}
        </Text>
        <NameField
          label={t("merge.into")}
          placeholder={t("merge.type")}
          size="md"
          autoFocus
          mayCreate={false}
          exclude={person?.id}
          onCommit={(choice) => choose(choice.personId)}
          onCancel={onClose}
        />
      </Modal>
      <MergePreview merging={merging} onClose={() => setMerging(null)} onMerged={onMerged} />
    </>
  );
}
