import { Button, Popover, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Person } from "../api/types";
import { formatDay } from "../ui/words";
import { useDecide } from "./decide";
import css from "./PersonHead.module.css";

/** The day somebody was born, where one cares to say it. */
export function BirthDate({ person }: { person: Person }) {
  const [open, setOpen] = useState(false);
  const [date, setDate] = useState(person.birth_date ?? "");
  const decide = useDecide();
  const save = () => {
    setOpen(false);
    decide({ kind: "birth_date", person_id: person.id, date: date || null });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
      <Popover.Target>
        <button type="button" className={css.quiet} onClick={() => setOpen(!open)}>
          {person.birth_date ? `Born ${formatDay(person.birth_date)}` : "Add a birthday"}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          type="date"
          label="Born on"
          value={date}
          max={new Date().toISOString().slice(0, 10)}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <Button mt="sm" fullWidth onClick={save}>
          Save
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
