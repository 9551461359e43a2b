// The one line that understands people: what is typed is the search, and it can be completed where the caret stands.
import { ActionIcon, Combobox, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Calendar, Folder, HardDrive, Search, Type, UserRound, X } from "lucide-react";
import { type Ref, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Completion, completionsQuery } from "./queries";
import css from "./SearchBox.module.css";

type Props = {
  text: string;
  onChange: (text: string) => void;
  /** Enter: what is typed is meant. */
  onCommit: () => void;
  inputRef?: Ref<HTMLInputElement>;
};

const ICONS = { person: UserRound, keyword: Type, folder: Folder, source: HardDrive, year: Calendar };

export function SearchBox({ text, onChange, onCommit, inputRef }: Props) {
  const { t } = useTranslation("search");
  const [caret, setCaret] = useState(text.length);
  const [open, setOpen] = useState(false);
  const goTo = useRef<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const [asked] = useDebouncedValue({ text, caret }, 80);
  const { data } = useQuery({
    ...completionsQuery(asked.text, asked.caret),
    enabled: open && asked.text.trim() !== "",
  });
  const fresh = asked.text === text && asked.caret === caret;
  const items = text.trim() && data ? data.items : [];
  const combobox = useCombobox({ opened: open && items.length > 0, onDropdownClose: () => setOpen(false) });
  // Somebody whose name begins like that is marked, so that Enter is enough; a keyword has to be chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the items are new with each letter
  useEffect(() => {
    if (items[0]?.kind === "person") combobox.selectFirstOption();
    else combobox.resetSelectedOption();
  }, [open, items.map((item) => item.text).join("\n")]);
  // Where the caret goes once the completed text is in the field.
  useLayoutEffect(() => {
    if (goTo.current === null) return;
    input.current?.setSelectionRange(goTo.current, goTo.current);
    goTo.current = null;
  });

  const take = (item: Completion | undefined) => {
    if (!item || !data) return;
    const goesOn = item.kind === "keyword" && item.text.endsWith(":");
    const ends = data.end >= text.length && !goesOn;
    const completed = text.slice(0, data.start) + item.text + (ends ? " " : "") + text.slice(data.end);
    goTo.current = data.start + item.text.length + (ends ? 1 : 0);
    setCaret(goTo.current);
    setOpen(goesOn);
    onChange(completed);
  };
  const clear = () => {
    onChange("");
    setCaret(0);
    input.current?.focus();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(key) => take(items[Number(key)])}
      shadow="lg"
      radius="md"
      middlewares={{ flip: false, shift: true }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={(element) => {
            input.current = element;
            if (typeof inputRef === "function") inputRef(element);
            else if (inputRef) inputRef.current = element;
          }}
          role="combobox"
          aria-autocomplete="list"
          aria-label={t("box.label")}
          placeholder={t("box.placeholder")}
          size="lg"
          radius="xl"
          value={text}
          maxLength={1000}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          classNames={{ input: css.input, root: css.root }}
          leftSection={<Search size={20} aria-hidden />}
          rightSection={
            text && (
              <ActionIcon
                variant="subtle"
                color="gray"
                radius="xl"
                size="lg"
                aria-label={t("box.clear")}
                onClick={clear}
              >
                <X size={18} />
              </ActionIcon>
            )
          }
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
          onChange={(event) => {
            setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
            setOpen(true);
            onChange(event.currentTarget.value);
          }}
          // Before the list hears of it, which would commit once more.
          onKeyDownCapture={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            const marked = combobox.dropdownOpened && fresh ? items[combobox.getSelectedOptionIndex()] : undefined;
            if (marked && !isThere(marked, text, data?.start ?? 0, data?.end ?? 0)) take(marked);
            else {
              setOpen(false);
              onCommit();
            }
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setOpen(false);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={css.list}>
        <Combobox.Options aria-label={t("box.offers")}>
          {items.map((item, at) => (
            <Offer key={`${item.kind} ${item.text}`} item={item} at={at} />
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Does the text say so already? Then Enter is about the search, not about the word. */
const isThere = (item: Completion, text: string, start: number, end: number) => text.slice(start, end) === item.text;

function Offer({ item, at }: { item: Completion; at: number }) {
  const { t } = useTranslation("search");
  const Icon = ICONS[item.kind];
  const cover = item.person?.cover_url;
  return (
    <Combobox.Option value={String(at)} className={css.option}>
      {cover ? (
        <img src={cover} alt="" />
      ) : (
        <span className={css.icon}>
          <Icon size={16} aria-hidden />
        </span>
      )}
      <span className={css.name}>{item.label}</span>
      <span className={css.note}>{item.kind === "keyword" ? keywordNote(item.text, t) : t(`offer.${item.kind}`)}</span>
    </Combobox.Option>
  );
}

function keywordNote(text: string, t: ReturnType<typeof useTranslation<"search">>["t"]) {
  const word = text.split(":")[0];
  switch (word) {
    case "only":
      return t("keyword.only");
    case "faces":
      return t("keyword.faces");
    case "before":
      return t("keyword.before");
    case "after":
      return t("keyword.after");
    case "folder":
      return t("keyword.folder");
    case "source":
      return t("keyword.source");
    default:
      return t("keyword.unnamed");
  }
}
