// Everybody: on top who has no name yet, then those with a name.
import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { getRouteApi, Link } from "@tanstack/react-router";
import { EyeOff, Search, Split, UserRoundSearch, UsersRound } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import { isWorking, noteOf } from "../activity/standing";
import type { Status } from "../api/types";
import { t, withWords } from "../locales/i18n";
import { CrowdGrid } from "../people/CrowdGrid";
import { arrange, useCrowd } from "../people/crowd";
import { useDoubtCounts } from "../people/doubts";
import { GroupsGrid, GroupsStrip } from "../people/GroupsGrid";
import { useGroups } from "../people/queries";
import { SORTS, type Sort } from "../people/sorts";
import { later } from "../ui/later";
import { Page, Section } from "../ui/Page";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";
import { formatNumber, locale } from "../ui/words";
import css from "./PeoplePage.module.css";

const useHeldUp = later(withWords(["activity"], () => import("../activity/HeldUp")));
const useFirstRun = later(withWords(["photos"], () => import("../photos/FirstRun")));

const route = getRouteApi("/");
const ON_TOP = 24; // groups that are shown above everybody

export function PeoplePage() {
  const { q, sort = "faces" } = route.useSearch();
  const { t } = useTranslation(["people", "common"]);
  const { data: status } = useStatus();
  const isEmpty = status?.sources === 0 && status.photos.total === 0;
  const isHeldUp = status !== undefined && Boolean(noteOf(status));
  const first = useFirstRun(isEmpty);
  const heldUp = useHeldUp(isHeldUp);
  if (isEmpty) return first && <first.FirstRun />;
  return (
    <Page title={t("common:places.people")} about={status && summary(status)} actions={<Tools q={q} sort={sort} />}>
      {isHeldUp && heldUp && <heldUp.HeldUp />}
      <Everybody q={q} sort={sort} status={status} />
    </Page>
  );
}

function Everybody({ q, sort, status }: { q?: string; sort: Sort; status?: Status }) {
  const { t } = useTranslation(["people", "common"]);
  const crowd = useCrowd();
  const unnamed = useGroups();
  const more = useNextPage(unnamed);
  const everybody = crowd.data?.people;
  const people = useMemo(() => arrange(everybody ?? [], { sort, q, locale: locale() }), [everybody, sort, q]);
  const groups = q ? [] : unnamed.groups;
  const error = crowd.error ?? unnamed.error;
  if (error && !everybody) {
    return <Failed error={error} retry={() => Promise.all([crowd.refetch(), unnamed.refetch()])} />;
  }
  if (!everybody || (unnamed.isPending && everybody.length === 0)) return <SkeletonGrid />;
  if (people.length + groups.length === 0) return <Nobody q={q} status={status} />;
  return (
    <>
      {groups.length > 0 && everybody.length > 0 && (
        <Section
          title={t("unnamed.title")}
          about={
            <>
              {t("unnamed.hint")}
              {(groups.length > ON_TOP || unnamed.hasNextPage) && (
                <Link to="/people/unnamed" className={css.all}>
                  {t("unnamed.all", { count: status?.groups ?? groups.length })}
                </Link>
              )}
            </>
          }
          id="unnamed"
        >
          <GroupsStrip groups={groups.slice(0, ON_TOP)} />
        </Section>
      )}
      {people.length > 0 && (
        <Section
          title={t("named.title")}
          about={q ? t("named.found", { count: people.length, q }) : t("common:people", { count: people.length })}
        >
          <CrowdGrid people={people} label={t("named.label")} byName={sort === "name"} />
        </Section>
      )}
      {groups.length > 0 && everybody.length === 0 && (
        <Section title={t("unnamed.title")} about={t("unnamed.hint")} id="unnamed">
          <GroupsGrid groups={groups} onEnd={more} />
        </Section>
      )}
    </>
  );
}

function summary({ people, groups, faces, named_faces }: Status) {
  if (faces === 0) return t("people:summary.nobody");
  const parts = [
    people > 0 ? t("common:people", { count: people }) : "",
    groups > 0 ? t("people:summary.groups", { count: groups }) : "",
    t("people:summary.named", { named: formatNumber(named_faces), faces: t("common:faces", { count: faces }) }),
  ];
  return parts.filter(Boolean).join(" · ");
}

function Tools({ q, sort }: { q?: string; sort: Sort }) {
  const { t } = useTranslation(["people", "common"]);
  const navigate = route.useNavigate();
  const { data: crowd } = useCrowd();
  const hidden = crowd?.hidden ?? 0;
  return (
    <>
      <Doubts />
      <Filter q={q} />
      <NativeSelect
        radius="xl"
        w={{ base: "auto", xs: 170 }}
        aria-label={t("sort.label")}
        value={sort}
        data={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value as Sort;
          navigate({
            search: (before) => ({ ...before, sort: chosen === "faces" ? undefined : chosen }),
            replace: true,
          });
        }}
      />
      <Button
        component={Link}
        to="/people/hidden"
        variant="subtle"
        color="gray"
        px="sm"
        leftSection={<EyeOff size={16} aria-hidden />}
      >
        {hidden > 0 ? t("hiddenLink", { count: hidden }) : t("hiddenNone")}
      </Button>
    </>
  );
}

/** Names that may be wrong and people who may be two, where there are any. */
function Doubts() {
  const { t } = useTranslation(["people", "common"]);
  const { data } = useDoubtCounts();
  if (!data) return null;
  return (
    <>
      {data.mistakes > 0 && (
        <Button
          component={Link}
          to="/people/mistakes"
          variant="light"
          leftSection={<UserRoundSearch size={16} aria-hidden />}
        >
          {t("mistakes.link", { count: data.mistakes })}
        </Button>
      )}
      {data.mixed > 0 && (
        <Button component={Link} to="/people/mixed" variant="light" leftSection={<Split size={16} aria-hidden />}>
          {t("mixed.link", { count: data.mixed })}
        </Button>
      )}
    </>
  );
}

function Filter({ q }: { q?: string }) {
  const { t } = useTranslation(["people", "common"]);
  const navigate = route.useNavigate();
  const [text, setText] = useState(q ?? "");
  const field = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback((words: string) => {
    navigate({ search: (before) => ({ ...before, q: words.trim() || undefined }), replace: true });
  }, 120);
  const change = (words: string) => {
    setText(words);
    search(words);
  };
  // The address may change without this field, by the browser's way back.
  useEffect(() => {
    if (document.activeElement !== field.current) setText(q ?? "");
  }, [q]);
  return (
    <TextInput
      ref={field}
      type="search"
      radius="xl"
      w={{ base: "100%", xs: 220 }}
      aria-label={t("filter.label")}
      placeholder={t("filter.placeholder")}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={text && <CloseButton size="sm" aria-label={t("filter.clear")} onClick={() => change("")} />}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && text) change("");
        else if (event.key === "Escape") event.currentTarget.blur();
        else if (event.key === "Enter" || event.key === "ArrowDown") {
          event.preventDefault();
          document.querySelector<HTMLElement>("[data-person] a")?.focus();
        }
      }}
    />
  );
}

function Nobody({ q, status }: { q?: string; status?: Status }) {
  const { t } = useTranslation(["people", "common"]);
  if (q) return <Empty icon={<Search size={30} />} title={t("nobody.called", { q })} />;
  if (!status) return <SkeletonGrid />;
  const kind = kindOfNobody(status);
  return (
    <Empty icon={<UsersRound size={30} />} title={t(`nobody.${kind}.title`)}>
      {t(`nobody.${kind}.words`)}
    </Empty>
  );
}

function kindOfNobody(status: Status) {
  if (noteOf(status)) return "heldUp";
  if (isWorking(status)) return "looking";
  if (status.photos.total === 0) return "noPhotos";
  return status.faces > 0 ? "strangers" : "noFaces";
}
