// Type a name: people who are known come up, Enter takes the marked one or makes a new one, Esc gives up.
import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { CornerDownLeft } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Suggestion } from "../api/types";
import { t } from "../locales/i18n";
import css from "./NameField.module.css";
import { choicesFor, LONGEST, type Named, tooLong } from "./nameChoices";
import { namesQuery } from "./queries";

type Props = {
  label: string;
  onCommit: (choice: Named) => void;
  onCancel?: () => void;
  candidates?: Suggestion[];
  placeholder?: string;
  autoFocus?: boolean;
  /** What is in the field at first, such as the letter that opened it. */
  initial?: string;
  /** That was already confirmed with Enter. */
  entered?: boolean;
  size?: "sm" | "md";
  exclude?: number;
  /** May a name nobody has be given? */
  mayCreate?: boolean;
  /** The candidates stand elsewhere already; their numbers still work while nothing is typed. */
  hideOffers?: boolean;
  /** It stands in a popover, which would take a click on a list outside of it for the end. */
  inside?: boolean;
};

export function NameField(props: Props) {
  const {
    label,
    onCommit,
    onCancel,
    candidates = [],
    placeholder = t("people:addName"),
    autoFocus,
    initial = "",
    entered = false,
  } = props;
  const { size = "sm", exclude, mayCreate = true, hideOffers = false, inside = false } = props;
  const [text, setText] = useState(initial);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const [asked] = useDebouncedValue(text.trim(), 90);
  const { data } = useQuery({ ...namesQuery(asked), enabled: open && asked !== "" });
  const choices = choicesFor({ text, known: data?.items ?? [], candidates, exclude, mayCreate });
  const combobox = useCombobox({
    opened: open && choices.length > 0 && !(hideOffers && text.trim() === ""),
    onDropdownClose: () => setOpen(false),
  });
  const typed = text.trim() !== "";
  const pick = (key: string) => !typed && /^[1-5]$/.test(key) && candidates[Number(key) - 1];
  // The likeliest is marked as soon as something is typed, so that Enter is enough.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choices are new with each letter
  useEffect(() => {
    if (open && typed) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
  }, [open, typed, choices.map((choice) => choice.key).join()]);
  useEffect(() => {
    if (!autoFocus) return;
    input.current?.focus();
    input.current?.setSelectionRange(initial.length, initial.length);
  }, [autoFocus, initial.length]);

  const commit = (choice: Named | undefined) => {
    if (!choice) return;
    setText("");
    setOpen(false);
    onCommit(choice);
  };
  const commitTyped = () => {
    // The list may still be of the letters before: what is typed counts, not what is marked.
    const marked = asked === text.trim() ? choices[combobox.getSelectedOptionIndex()] : undefined;
    commit(
      marked ?? (typed ? choicesFor({ text, known: data?.items ?? [], candidates, exclude, mayCreate })[0] : undefined),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before this was here
  useEffect(() => {
    if (entered) commitTyped();
  }, []);
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(key) => commit(choices.find((choice) => choice.key === key))}
      shadow="lg"
      withinPortal={!inside}
      radius="md"
      middlewares={{ flip: true, shift: true }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          data-autofocus={autoFocus || undefined}
          size={size}
          radius="md"
          aria-label={label}
          placeholder={placeholder}
          value={text}
          maxLength={LONGEST}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="done"
          classNames={{ input: css.input }}
          rightSection={typed ? <CornerDownLeft size={14} aria-hidden className={css.enter} /> : null}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setOpen(true);
          }}
          // Before the list hears of it, which would commit once more.
          onKeyDownCapture={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            commitTyped();
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") {
              setText("");
              setOpen(false);
              if (onCancel) onCancel();
              else event.currentTarget.blur();
            }
            const picked = pick(event.key);
            if (picked) {
              event.preventDefault();
              commit({ personId: picked.person_id, name: picked.name });
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={css.list}>
        <Combobox.Options aria-label={t("people:choices")}>
          {choices.map((choice) => (
            <Combobox.Option value={choice.key} key={choice.key} className={css.option}>
              {choice.cover ? (
                <img src={choice.cover} alt="" />
              ) : (
                <span className={css.plus}>{choice.isNew ? "+" : ""}</span>
              )}
              <span className={css.name}>
                {choice.isNew ? t("people:newPerson", { name: choice.name }) : choice.name}
              </span>
              {choice.note && <span className={css.note}>{choice.note}</span>}
            </Combobox.Option>
          ))}
        </Combobox.Options>
        {text.length >= LONGEST && (
          <Combobox.Footer className={css.note} role="status">
            {tooLong()}
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
