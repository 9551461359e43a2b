// The search as a form, for those who do not type. It writes the same text.
import { Button, NumberInput, Paper, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { NameField } from "../people/NameField";
import {
  compose,
  EMPTY,
  facesText,
  type Model,
  modelOf,
  quoted,
  type Role,
  spanText,
  termOf,
  withPerson,
  withTerm,
} from "./editing";
import type { Found } from "./queries";
import css from "./Search.module.css";

type Props = { found: Found | undefined; text: string; onText: (text: string) => void };

export function Builder({ found, text, onText }: Props) {
  const { t } = useTranslation("search");
  const [kept, setKept] = useState<Model>(EMPTY);
  // Until the server has read what was typed, a click would write over it.
  const current = found?.q === text ? found : undefined;
  // Read once for each answer: it is compared with what is kept, and would differ from itself at every drawing.
  const model = useMemo(() => (text.trim() === "" ? EMPTY : current && modelOf(current)), [text, current]);
  if (model === null) {
    return (
      <Paper className={`${css.builder} ${css.entangled}`}>
        <p>{t("builder.entangled")}</p>
        <Button variant="default" onClick={() => onText("")}>
          {t("builder.anew")}
        </Button>
      </Paper>
    );
  }
  // Meanwhile the fields keep what they show.
  if (model && model !== kept) setKept(model);
  const change = (next: Model) => model && onText(compose(next));
  return (
    <Paper className={css.builder} role="group" aria-label={t("builder.label")} aria-busy={!model}>
      <People model={model ?? kept} change={change} />
      <Dates model={model ?? kept} change={change} />
      <Faces model={model ?? kept} change={change} />
      <Places model={model ?? kept} change={change} />
    </Paper>
  );
}

type PartProps = { model: Model; change: (model: Model) => void };

function People({ model, change }: PartProps) {
  const { t } = useTranslation("search");
  const add = (role: Role) => (name: string, personId: number | null) =>
    change(withPerson(model, personId === null ? quoted(name) : `${quoted(name)}#${personId}`, name, role));
  return (
    <fieldset>
      <legend>{t("builder.people")}</legend>
      {(["all", "any", "none"] as const).map((role) => (
        <NameField
          key={role}
          label={t(`builder.add.${role}`)}
          placeholder={t(`builder.add.${role}`)}
          mayCreate={false}
          onCommit={({ name, personId }) => add(role)(name, personId)}
        />
      ))}
      <Switch
        label={t("builder.only")}
        checked={model.only}
        disabled={!model.people.some((who) => who.role !== "none")}
        onChange={(event) => change({ ...model, only: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

function Dates({ model, change }: PartProps) {
  const { t } = useTranslation("search");
  const taken = termOf(model, "taken");
  const [first, last] = [taken?.first ?? "", taken?.last ?? ""];
  const set = (from: string, to: string) => change(withTerm(model, "taken", spanText(from, to)));
  return (
    <fieldset>
      <legend>{t("builder.dates")}</legend>
      <PointField label={t("builder.from")} value={first} onSet={(point) => set(point, last)} />
      <PointField label={t("builder.to")} value={last} onSet={(point) => set(first, point)} />
      <p className={css.hint}>{t("builder.datesHint")}</p>
    </fieldset>
  );
}

const POINT = /^[1-8]\d{3}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12]\d|3[01]))?)?$/;

/** A year, a month or a day: sent when it is whole. */
function PointField({ label, value, onSet }: { label: string; value: string; onSet: (point: string) => void }) {
  const { t } = useTranslation("search");
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? value;
  const isBad = shown !== "" && !POINT.test(shown);
  const send = () => {
    if (typed !== null && typed !== value && !isBad) onSet(typed);
    if (!isBad) setTyped(null);
  };
  return (
    <TextInput
      label={label}
      placeholder={t("builder.point")}
      value={shown}
      error={isBad && typed !== null && typed.length >= 4 ? t("builder.badPoint") : undefined}
      inputMode="numeric"
      onChange={(event) => setTyped(event.currentTarget.value.trim())}
      onBlur={send}
      onKeyDown={(event) => event.key === "Enter" && send()}
    />
  );
}

function Faces({ model, change }: PartProps) {
  const { t } = useTranslation("search");
  const faces = termOf(model, "faces");
  const unnamed = model.rest.find((rest) => rest.term?.kind === "unnamed");
  const set = (low: number | null, high: number | null) => change(withTerm(model, "faces", facesText(low, high)));
  return (
    <fieldset>
      <legend>{t("builder.faces")}</legend>
      <div className={css.pair}>
        <CountField
          label={t("builder.atLeast")}
          value={faces?.low ?? null}
          onSet={(low) => set(low, faces?.high ?? null)}
        />
        <CountField
          label={t("builder.atMost")}
          value={faces?.high ?? null}
          onSet={(high) => set(faces?.low ?? null, high)}
        />
      </div>
      <Switch
        label={t("builder.unnamed")}
        checked={unnamed !== undefined && !unnamed.negated}
        onChange={(event) => change(withTerm(model, "unnamed", event.currentTarget.checked ? "unnamed" : ""))}
      />
    </fieldset>
  );
}

type CountProps = { label: string; value: number | null; onSet: (count: number | null) => void };

/** A number of faces: sent when it is whole. */
function CountField({ label, value, onSet }: CountProps) {
  const [typed, setTyped] = useState<string | number | null>(null);
  const send = () => {
    if (typed === null) return;
    setTyped(null);
    const count = typed === "" ? null : Number(typed);
    if (count !== value) onSet(count);
  };
  return (
    <NumberInput
      label={label}
      min={0}
      max={1000}
      allowDecimal={false}
      value={typed ?? value ?? ""}
      onChange={setTyped}
      onBlur={send}
      onKeyDown={(event) => event.key === "Enter" && send()}
    />
  );
}

function Places({ model, change }: PartProps) {
  const { t } = useTranslation("search");
  return (
    <fieldset>
      <legend>{t("builder.places")}</legend>
      <PlaceField kind="folder" label={t("builder.folder")} model={model} change={change} />
      <PlaceField kind="source" label={t("builder.source")} model={model} change={change} />
    </fieldset>
  );
}

type PlaceProps = PartProps & { kind: "folder" | "source"; label: string };

function PlaceField({ kind, label, model, change }: PlaceProps) {
  const value = termOf(model, kind)?.name ?? "";
  const [typed, setTyped] = useState<string | null>(null);
  const list = useId();
  const shown = typed ?? value;
  const { data } = useQuery({
    queryKey: ["people", "completions", kind, shown],
    queryFn: ({ signal }) => {
      const q = `${kind}:"${shown.replaceAll('"', '""')}`;
      return ask(api.GET("/api/search/complete", { params: { query: { q, at: q.length } }, signal }));
    },
    enabled: typed !== null,
    placeholderData: (before) => before,
  });
  const send = (name: string) => {
    setTyped(null);
    if (name.trim() !== value) change(withTerm(model, kind, name.trim() ? `${kind}:${quoted(name.trim())}` : ""));
  };
  return (
    <>
      <TextInput
        label={label}
        value={shown}
        list={list}
        autoComplete="off"
        onFocus={() => setTyped(value)}
        onChange={(event) => {
          const name = event.currentTarget.value;
          // Only what is chosen from the list comes without keys, or replaces all: what is typed may go on.
          const native = event.nativeEvent;
          const isChosen = !(native instanceof InputEvent) || native.inputType === "insertReplacementText";
          if (isChosen && data?.items.some((item) => item.label === name)) send(name);
          else setTyped(name);
        }}
        onBlur={(event) => send(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && send(event.currentTarget.value)}
      />
      <datalist id={list}>
        {data?.items.map((item) => (
          <option key={item.text} value={item.label} />
        ))}
      </datalist>
    </>
  );
}
