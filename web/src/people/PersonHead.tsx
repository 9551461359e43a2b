// Who a page is about: cover, name to edit in place, how much there is, and what can be done.
import { Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { EyeOff, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "../api/types";
import { CoverChooser } from "../person/CoverChooser";
import { Facts } from "../person/Facts";
import { useProfile } from "../person/queries";
import { Together } from "../person/Together";
import { ActionsMenu } from "../ui/Actions";
import { usePersonActions } from "./actions";
import { useDecide } from "./decide";
import { LONGEST } from "./nameChoices";
import css from "./PersonHead.module.css";

type Props = { person: Person; onMerge: () => void; onHidden: () => void };

export function PersonHead({ person, onMerge, onHidden }: Props) {
  useDocumentTitle(`${person.name} · Kenfolk`);
  const { t } = useTranslation(["person", "common"]);
  const { data: profile } = useProfile(person.id);
  const actions = usePersonActions({ merge: onMerge, hidden: onHidden })(person);
  return (
    <>
      <header className={css.head}>
        <CoverChooser person={person} />
        <div className={css.words}>
          <NameInPlace person={person} />
          <Facts person={person} profile={profile} />
        </div>
        <div className={css.menu}>
          <ActionsMenu variant="default" label={t("what", { name: person.name })} actions={actions} />
        </div>
      </header>
      {person.hidden && <HiddenNote person={person} />}
      {profile && profile.together.length > 0 && <Together person={person} profile={profile} />}
    </>
  );
}

function HiddenNote({ person }: { person: Person }) {
  const { t } = useTranslation(["person", "common"]);
  const decide = useDecide();
  return (
    <p className={css.hidden} role="status">
      <EyeOff size={18} aria-hidden />
      <span>{t("hidden.about", { name: person.name })}</span>
      <Button size="sm" variant="default" onClick={() => decide({ kind: "show", person_id: person.id })}>
        {t("hidden.show")}
      </Button>
    </p>
  );
}

function NameInPlace({ person }: { person: Person }) {
  const { t } = useTranslation(["person", "common"]);
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
          aria-label={t("name.edit", { name: person.name })}
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
        aria-label={t("name.label")}
        value={text}
        maxLength={LONGEST}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Escape" && setText(null)}
      />
      <Button type="submit" size="sm" onMouseDown={(event) => event.preventDefault()}>
        {t("common:save")}
      </Button>
      {text.length >= LONGEST && (
        <small className={css.limit} role="status">
          {t("name.tooLong", { count: LONGEST })}
        </small>
      )}
    </form>
  );
}
