// A field for a name which looks like one at once, and learns to offer people when somebody comes near it: of many on
// a screen few are used. What is typed meanwhile is kept.
import { TextInput } from "@mantine/core";
import { type ComponentProps, lazy, type RefObject, Suspense, startTransition, useRef, useState } from "react";
import { t, withWords } from "../locales/i18n";
import type { NameField } from "./NameField";
import css from "./NameField.module.css";

type FieldProps = Pick<ComponentProps<typeof NameField>, "label" | "candidates" | "onCommit">;
type Meanwhile = { text: string; focused: boolean; entered: boolean };

const load = withWords(["people"], () => import("./NameField"));
const Field = lazy(async () => {
  const { NameField } = await load();
  // What happened meanwhile is read at the moment the field is there.
  const Late = ({ meanwhile: { current }, ...props }: FieldProps & { meanwhile: RefObject<Meanwhile> }) => {
    const [{ text, focused, entered }] = useState({ ...current });
    return <NameField {...props} initial={text} autoFocus={focused} entered={entered} />;
  };
  return { default: Late };
});

export function LateNameField(props: FieldProps) {
  const [wanted, setWanted] = useState(false);
  const meanwhile = useRef<Meanwhile>({ text: "", focused: false, entered: false });
  // In a transition the plain field stays where it is, with its words and its focus, until the other one is there.
  const want = () => startTransition(() => setWanted(true));
  const plain = (
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
  return <Suspense fallback={plain}>{wanted ? <Field {...props} meanwhile={meanwhile} /> : plain}</Suspense>;
}
