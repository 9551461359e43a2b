// A field for a name which looks like one at once, and learns to offer people when somebody comes near it: of many on
// a screen few are used. What is typed meanwhile is kept.
import { TextInput } from "@mantine/core";
import { type ComponentProps, useRef, useState } from "react";
import { t, withWords } from "../locales/i18n";
import { later } from "../ui/later";
import type { NameField } from "./NameField";
import css from "./NameField.module.css";

type FieldProps = Pick<ComponentProps<typeof NameField>, "label" | "candidates" | "onCommit">;
type Meanwhile = { text: string; focused: boolean; entered: boolean };

const useNameField = later(withWords(["people"], () => import("./NameField")));

type LateProps = FieldProps & { field: typeof NameField; meanwhile: Meanwhile };

/** What happened meanwhile is read at the moment the field is there. */
function Late({ field: Field, meanwhile, ...props }: LateProps) {
  const [{ text, focused, entered }] = useState({ ...meanwhile });
  return <Field {...props} initial={text} autoFocus={focused} entered={entered} />;
}

export function LateNameField(props: FieldProps) {
  const [wanted, setWanted] = useState(false);
  const meanwhile = useRef<Meanwhile>({ text: "", focused: false, entered: false });
  const want = () => setWanted(true);
  const part = useNameField(wanted);
  if (part) return <Late {...props} field={part.NameField} meanwhile={meanwhile.current} />;
  return (
    <TextInput
      size="sm"
      radius="md"
      aria-label={props.label}
      placeholder={t("people:addName")}
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="done"
      classNames={{ input: css.input }}
      onPointerEnter={want}
      onFocus={() => {
        meanwhile.current.focused = true;
        want();
      }}
      onBlur={() => {
        meanwhile.current.focused = false;
      }}
      onChange={(event) => {
        meanwhile.current.text = event.currentTarget.value;
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && !event.nativeEvent.isComposing) meanwhile.current.entered = true;
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
