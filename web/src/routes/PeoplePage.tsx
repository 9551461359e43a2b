import { Button, CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { getRouteApi, Link } from "@tanstack/react-router";
import { EyeOff, Search, UsersRound } from "lucide-react";
import { useState } from "react";
import { HeldUp } from "../activity/HeldUp";
import { useStatus } from "../activity/queries";
import { isWorking, noteOf } from "../activity/standing";
import type { Status } from "../api/types";
import { GroupsGrid } from "../people/GroupsGrid";
import { PeopleGrid } from "../people/PeopleGrid";
import { useGroups, usePeople } from "../people/queries";
import { FirstRun } from "../photos/FirstRun";
import { Page, Section } from "../ui/Page";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";
import { count, formatNumber } from "../ui/words";

const route = getRouteApi("/");

export function PeoplePage() {
  const { q } = route.useSearch();
  const { data: status } = useStatus();
  if (status && status.sources === 0 && status.photos.total === 0) return <FirstRun />;
  return (
    <Page title="People" about={status && summary(status)} actions={<Tools q={q} />}>
      <HeldUp />
      <Everybody q={q} status={status} />
    </Page>
  );
}

function Everybody({ q, status }: { q?: string; status?: Status }) {
  const named = usePeople({ q });
  const unnamed = useGroups();
  const [morePeople, moreGroups] = [useNextPage(named), useNextPage(unnamed)];
  const groups = q ? [] : unnamed.groups;
  const failed = named.error ?? unnamed.error;
  if (failed && !named.data) {
    return <Failed error={failed} retry={() => Promise.all([named.refetch(), unnamed.refetch()])} />;
  }
  if (named.isPending || unnamed.isPending) return <SkeletonGrid />;
  if (named.people.length + groups.length === 0) return <Nobody q={q} status={status} />;
  return (
    <>
      {named.people.length > 0 && (
        <Section title="Named" about={q && `with “${q}”`}>
          <PeopleGrid people={named.people} label="People with a name" onEnd={morePeople} />
        </Section>
      )}
      {groups.length > 0 && (
        <Section title="Who is this?" about="Type a name and press Enter" id="unnamed">
          <GroupsGrid groups={groups} onEnd={moreGroups} />
        </Section>
      )}
    </>
  );
}

function summary({ people, groups, faces, named_faces }: Status) {
  if (faces === 0) return "Nobody yet";
  const named = `${formatNumber(named_faces)} of ${count(faces, "face")} named`;
  return (
    <>
      {people > 0 && `${count(people, "person", "people")} · `}
      {groups > 0 && (
        <>
          <a href="#unnamed">{count(groups, "group")} without a name</a> ·{" "}
        </>
      )}
      {named}
    </>
  );
}

function Tools({ q }: { q?: string }) {
  const navigate = route.useNavigate();
  const [text, setText] = useState(q ?? "");
  const search = useDebouncedCallback((words: string) => {
    navigate({ search: words.trim() ? { q: words.trim() } : {}, replace: true });
  }, 180);
  const change = (words: string) => {
    setText(words);
    search(words);
  };
  return (
    <>
      <TextInput
        type="search"
        radius="xl"
        w={{ base: "100%", xs: 240 }}
        aria-label="Search people by name"
        placeholder="Search by name"
        leftSection={<Search size={16} aria-hidden />}
        rightSection={text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change("")} />}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Button component={Link} to="/people/hidden" variant="subtle" color="gray" leftSection={<EyeOff size={16} />}>
        Hidden
      </Button>
    </>
  );
}

function Nobody({ q, status }: { q?: string; status?: Status }) {
  if (q) return <Empty icon={<Search size={30} />} title={`Nobody is called “${q}”`} />;
  if (!status) return <SkeletonGrid />;
  const [title, words] = wordsForNobody(status);
  return (
    <Empty icon={<UsersRound size={30} />} title={title}>
      {words}
    </Empty>
  );
}

function wordsForNobody(status: Status): [title: string, words: string] {
  if (noteOf(status)) return ["No faces yet", "Faces are found as soon as what is in the way is gone."];
  if (isWorking(status)) {
    const soon =
      "People appear here as soon as the first faces are found. You can start naming while the rest is read.";
    return ["Still looking for faces", soon];
  }
  if (status.photos.total === 0) return ["No photos yet", "There is no picture in your folders so far."];
  if (status.faces > 0) return ["Nobody to show", "The faces in your photos are marked as strangers, or are alone."];
  return ["No faces yet", "When your photos have people in them, they appear here, grouped by who looks alike."];
}
