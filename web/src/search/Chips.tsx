// The same search as the line above, as things to click. Each click writes the text anew.
import { ActionIcon, Menu, SegmentedControl, UnstyledButton } from "@mantine/core";
import { Check, ChevronDown, UserRound, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import css from "./Chips.module.css";
import { compose, cut, type Model, modelOf, type Role, type Who, without, withoutRest, withRole } from "./editing";
import type { Found, Term } from "./queries";
import { wordsOf } from "./termWords";

type Props = { found: Found; onText: (text: string) => void };

export function Chips({ found, onText }: Props) {
  const { t } = useTranslation("search");
  const model = modelOf(found);
  if (found.terms.length === 0) return null;
  if (!model) return <LooseChips found={found} onText={onText} />;
  const change = (next: Model) => onText(compose(next));
  const there = model.people.filter((who) => who.role !== "none");
  return (
    <div className={css.row}>
      <ul className={css.chips} aria-label={t("chips.label")}>
        {model.people.map((who, at) => (
          <PersonChip
            // biome-ignore lint/suspicious/noArrayIndexKey: the same name may stand there twice
            key={`${who.text} ${at}`}
            who={who}
            onRole={(role) => change(withRole(model, at, role))}
            onRemove={() => change(without(model, at))}
          />
        ))}
        {model.rest.map((rest, at) => (
          <Chip
            // biome-ignore lint/suspicious/noArrayIndexKey: the same term may stand there twice
            key={`${rest.text} ${at}`}
            label={rest.term ? wordsOf(rest.term, t) : rest.text}
            negated={rest.negated}
            onRemove={() => change(withoutRest(model, at))}
          />
        ))}
      </ul>
      {there.length > 0 && <HowMany model={model} there={there} change={change} />}
    </div>
  );
}

type HowManyProps = { model: Model; there: Who[]; change: (model: Model) => void };

/** All of them, any of them, or only them. */
function HowMany({ model, there, change }: HowManyProps) {
  const { t } = useTranslation("search");
  const mixed = new Set(there.map((who) => who.role)).size > 1;
  const value = model.only ? "only" : mixed ? "mixed" : there[0]?.role === "any" ? "any" : "all";
  const set = (next: string) => {
    const role: Role = next === "any" ? "any" : "all";
    const people = model.people.map((who) =>
      who.role === "none" || (next === "only" && mixed) ? who : { ...who, role },
    );
    change({ ...model, people, only: next === "only" });
  };
  const several = there.length > 1;
  return (
    <SegmentedControl
      size="xs"
      radius="xl"
      aria-label={t("howMany.label")}
      value={value}
      onChange={set}
      data={[
        { value: "all", label: several ? t("howMany.all") : t("howMany.one") },
        ...(several ? [{ value: "any", label: t("howMany.any") }] : []),
        { value: "only", label: t("howMany.only") },
      ]}
    />
  );
}

type PersonChipProps = { who: Who; onRole: (role: Role) => void; onRemove: () => void };

function PersonChip({ who, onRole, onRemove }: PersonChipProps) {
  const { t } = useTranslation("search");
  const several = who.meant > 1 ? t("chips.several", { count: who.meant }) : "";
  return (
    <li className={css.chip} data-role={who.role} data-unknown={who.meant === 0 || undefined}>
      <Menu withinPortal shadow="lg" radius="md">
        <Menu.Target>
          <UnstyledButton className={css.main} aria-label={t(`chips.role.${who.role}`, { name: who.name })}>
            {who.cover ? <img src={who.cover} alt="" /> : <UserRound size={16} aria-hidden />}
            <span className={css.name}>
              {who.role === "none" ? t("chips.not", { name: who.name }) : who.name}
              {several && <small> {several}</small>}
            </span>
            <ChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {(["all", "any", "none"] as const).map((role) => (
            <Menu.Item
              key={role}
              leftSection={<Check size={15} visibility={who.role === role ? "visible" : "hidden"} aria-hidden />}
              onClick={() => onRole(role)}
            >
              {t(`role.${role}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Remove label={who.name} onRemove={onRemove} />
    </li>
  );
}

function Chip({ label, negated, onRemove }: { label: string; negated: boolean; onRemove: () => void }) {
  const { t } = useTranslation("search");
  return (
    <li className={css.chip} data-role={negated ? "none" : "all"}>
      <span className={css.main}>
        <span className={css.name}>{negated ? t("chips.not", { name: label }) : label}</span>
      </span>
      <Remove label={label} onRemove={onRemove} />
    </li>
  );
}

/** A search with parentheses: its terms can be taken out, and the rest is for the text. */
function LooseChips({ found, onText }: Props) {
  const { t } = useTranslation("search");
  const label = (term: Term) =>
    term.kind === "person" && term.people.length === 1 ? (term.people[0]?.name ?? term.text) : wordsOf(term, t);
  return (
    <div className={css.row}>
      <ul className={css.chips} aria-label={t("chips.label")}>
        {found.terms.map((term) => (
          <Chip
            key={`${term.start} ${term.text}`}
            label={label(term)}
            negated={term.negated}
            onRemove={() => onText(cut(found.q, term.start, term.end))}
          />
        ))}
      </ul>
      <span className={css.note}>{t("chips.entangled")}</span>
    </div>
  );
}

function Remove({ label, onRemove }: { label: string; onRemove: () => void }) {
  const { t } = useTranslation("search");
  return (
    <ActionIcon
      variant="transparent"
      color="gray"
      className={css.remove}
      aria-label={t("chips.remove", { name: label })}
      onClick={onRemove}
    >
      <X size={15} />
    </ActionIcon>
  );
}
