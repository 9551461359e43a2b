import { Button, Group, Popover, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "../api/types";
import { formatDay } from "../ui/words";
import { useDecide } from "./decide";
import css from "./PersonHead.module.css";

/** The day somebody was born, where one cares to say it. */
export function BirthDate({ person }: { person: Person }) {
  const { t } = useTranslation(["person", "common"]);
  const [open, setOpen] = useState(false);
  const [date, setDate] = useState(person.birth_date ?? "");
  const decide = useDecide();
  const save = (born: string) => {
    setOpen(false);
    if (born !== (person.birth_date ?? "")) decide({ kind: "birth_date", person_id: person.id, date: born || null });
  };
  const toggle = () => {
    setDate(person.birth_date ?? "");
    setOpen(!open);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css.quiet} onClick={toggle}>
          {person.birth_date ? t("born.on", { day: formatDay(`${person.birth_date}T00:00`) }) : t("born.add")}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save(date);
          }}
        >
          <TextInput
            type="date"
            label={t("born.label")}
            value={date}
            max={new Date().toISOString().slice(0, 10)}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
          <Group mt="sm" gap="xs" justify="flex-end">
            {person.birth_date && (
              <Button variant="subtle" color="gray" onClick={() => save("")}>
                {t("born.forget")}
              </Button>
            )}
            <Button type="submit">{t("common:save")}</Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
