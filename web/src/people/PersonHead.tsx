// Who a page is about: cover, name to edit in place, how much there is, and what can be done.
import { Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { Pencil, UserRound } from "lucide-react";
import { useState } from "react";
import type { Person } from "../api/types";
import { ActionsMenu } from "../ui/Actions";
import { count, formatDay, formatSpan } from "../ui/words";
import { usePersonActions } from "./actions";
import { BirthDate } from "./BirthDate";
import { useDecide } from "./decide";
import { LONGEST, tooLong } from "./nameChoices";
import css from "./PersonHead.module.css";

type Props = { person: Person; onMerge: () => void; onHidden: () => void };

export function PersonHead({ person, onMerge, onHidden }: Props) {
  useDocumentTitle(`${person.name} · Kenfolk`);
  const actions = usePersonActions({ merge: onMerge, hidden: onHidden })(person);
  const span = formatSpan(person.first_seen, person.last_seen);
  const exact = [person.first_seen, person.last_seen].map((day) => day && formatDay(day)).join(" to ");
  return (
    <header className={css.head}>
      <div className={css.cover}>
        {person.cover_url ? <img src={person.cover_url} alt="" /> : <UserRound size={56} aria-hidden />}
      </div>
      <div className={css.words}>
        <NameInPlace person={person} />
        <p className={css.facts}>
          <span>{count(person.photos, "photo")}</span>
          <span>{count(person.faces, "face")}</span>
          {span && <span title={exact}>{span}</span>}
          {person.hidden && <span>Hidden</span>}
          <BirthDate person={person} />
        </p>
      </div>
      <ActionsMenu variant="default" label={`What to do with ${person.name}`} actions={actions} />
    </header>
  );
}

function NameInPlace({ person }: { person: Person }) {
  const [text, setText] = useState<string | null>(null);
  const decide = useDecide();
  const save = () => {
    const name = text?.trim() ?? "";
    setText(null);
    if (name && name !== person.name) decide({ kind: "rename", person_id: person.id, name });
  };
  if (text === null) {
    return (
      <h1 className={css.name}>
        <button
          type="button"
          title={person.name}
          onClick={() => setText(person.name)}
          aria-label={`${person.name}: edit the name`}
        >
          <span>{person.name}</span>
          <Pencil size={18} aria-hidden />
        </button>
      </h1>
    );
  }
  return (
    <form
      className={css.edit}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit here
        autoFocus
        aria-label="Name"
        value={text}
        maxLength={LONGEST}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Escape" && setText(null)}
      />
      <Button type="submit" size="sm" onMouseDown={(event) => event.preventDefault()}>
        Save
      </Button>
      {text.length >= LONGEST && (
        <small className={css.limit} role="status">
          {tooLong()}
        </small>
      )}
    </form>
  );
}
