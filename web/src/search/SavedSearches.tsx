// Searches that are kept: how many photos each finds now, its name, and away with it.
import { ActionIcon, Button, Popover, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bookmark, BookmarkPlus, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { t as say } from "../locales/i18n";
import { showToast } from "../ui/toast";
import { formatNumber } from "../ui/words";
import { countQuery, type Saved, savedQuery } from "./queries";
import css from "./Search.module.css";

export function SavedSearches() {
  const { t } = useTranslation("search");
  const { data } = useQuery(savedQuery());
  if (!data || data.length === 0) return null;
  return (
    <section className={css.part} aria-label={t("saved.title")}>
      <h2>{t("saved.title")}</h2>
      <ul className={css.saved}>
        {data.map((saved) => (
          <SavedSearch key={saved.id} saved={saved} />
        ))}
      </ul>
    </section>
  );
}

function SavedSearch({ saved }: { saved: Saved }) {
  const { t } = useTranslation("search");
  const { rename, forget } = useSavedSearches();
  const { data } = useQuery(countQuery(saved.q));
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <li>
        <NameForm
          label={t("saved.newName")}
          initial={saved.name}
          onName={(name) => {
            setEditing(false);
            if (name !== saved.name) rename.mutate({ saved, name });
          }}
          onCancel={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li>
      <Link to="/search" search={{ q: saved.q }} className={css.savedLink}>
        <Bookmark size={17} aria-hidden />
        <span className={css.savedWords}>
          <strong>{saved.name}</strong>
          {saved.name !== saved.q && <code>{saved.q}</code>}
        </span>
        {data ? (
          <span className={css.number}>
            {data.is_more ? t("saved.more", { number: formatNumber(data.photos) }) : formatNumber(data.photos)}
            <span className="sr-only"> {t("saved.photos")}</span>
          </span>
        ) : (
          <Skeleton width={36} height={14} />
        )}
      </Link>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("saved.rename", { name: saved.name })}
        onClick={() => setEditing(true)}
      >
        <Pencil size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("saved.delete", { name: saved.name })}
        onClick={() => forget.mutate(saved)}
      >
        <Trash2 size={16} />
      </ActionIcon>
    </li>
  );
}

/** Keeps the search on screen under a name. */
export function SaveSearch({ q }: { q: string }) {
  const { t } = useTranslation("search");
  const { data } = useQuery(savedQuery());
  const { keep } = useSavedSearches();
  const [open, setOpen] = useState(false);
  const kept = data?.find((saved) => saved.q === q);
  if (kept) {
    return (
      <Button variant="light" leftSection={<Bookmark size={17} fill="currentColor" aria-hidden />} disabled>
        {t("saved.isKept", { name: kept.name })}
      </Button>
    );
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="lg" radius="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<BookmarkPlus size={17} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t("saved.keep")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm
          label={t("saved.name")}
          initial={q}
          onName={(name) => {
            setOpen(false);
            keep.mutate({ name, q });
          }}
          onCancel={() => setOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

type NameFormProps = { label: string; initial: string; onName: (name: string) => void; onCancel: () => void };

function NameForm({ label, initial, onName, onCancel }: NameFormProps) {
  const { t } = useTranslation("search");
  const [name, setName] = useState(initial);
  return (
    <form
      className={css.nameForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onName(name.trim());
      }}
    >
      <TextInput
        aria-label={label}
        data-autofocus
        autoFocus
        value={name}
        maxLength={200}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && onCancel()}
      />
      <Button type="submit" disabled={!name.trim()}>
        {t("saved.save")}
      </Button>
    </form>
  );
}

/** Each shows at once; what the server refuses comes back, with its reason. */
function useSavedSearches() {
  const client = useQueryClient();
  const { t } = useTranslation("search");
  const { queryKey } = savedQuery();
  const show = async (change: (all: Saved[]) => Saved[]) => {
    await client.cancelQueries({ queryKey });
    const before = client.getQueryData(queryKey);
    client.setQueryData(queryKey, (all) => change(all ?? []));
    return { before };
  };
  const options = {
    onError: (_error: unknown, _said: unknown, context: { before: Saved[] | undefined } | undefined) =>
      client.setQueryData(queryKey, context?.before),
    onSettled: () => client.invalidateQueries({ queryKey }),
  };
  const keep = useMutation({
    mutationFn: (body: { name: string; q: string }) => ask(api.POST("/api/search/saved", { body })),
    onSuccess: ({ name }) => showToast({ message: t("saved.done", { name }) }),
    onSettled: options.onSettled,
  });
  const rename = useMutation({
    mutationFn: ({ saved, name }: { saved: Saved; name: string }) =>
      ask(api.PATCH("/api/search/saved/{saved_id}", { params: { path: { saved_id: saved.id } }, body: { name } })),
    onMutate: ({ saved, name }) => show((all) => all.map((one) => (one.id === saved.id ? { ...one, name } : one))),
    ...options,
  });
  const forget = useMutation({
    mutationFn: (saved: Saved) =>
      ask(api.DELETE("/api/search/saved/{saved_id}", { params: { path: { saved_id: saved.id } } })),
    onMutate: (saved) => show((all) => all.filter((one) => one.id !== saved.id)),
    onSuccess: (_data, saved) =>
      showToast({
        message: (
          <span className={css.toast}>
            {t("saved.forgotten", { name: saved.name })}
            <Button size="compact-sm" variant="light" onClick={() => keep.mutate({ name: saved.name, q: saved.q })}>
              {say("common:undo")}
            </Button>
          </span>
        ),
      }),
    ...options,
  });
  return { keep, rename, forget };
}
