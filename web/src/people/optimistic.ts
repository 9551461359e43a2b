// What a decision will do to what is on screen, shown before the server has answered.
import type { QueryKey } from "@tanstack/react-query";
import { mapItems, type Pages } from "../api/pages";
import { queryClient } from "../api/queries";
import type { Brief, Crowd, DecisionBody, Face, Group, Person, PhotoDetail } from "../api/types";
import { mapCrowd } from "./crowd";

export type Snapshot = [QueryKey, unknown][];

export function showAlready(body: DecisionBody): Snapshot {
  const snapshot: Snapshot = [];
  const change = changeOf(body);
  if (change) patchFaces(new Set("face_ids" in body ? body.face_ids : []), change, snapshot);
  if (body.kind === "rename") {
    patchCrowd((p) => (p.id === body.person_id ? { ...p, name: body.name } : p), snapshot);
  }
  if (body.kind === "hide" || body.kind === "show") {
    patchCrowd((p) => (p.id === body.person_id ? null : p), snapshot);
  }
  if (body.kind === "merge") {
    const gone = new Set(body.person_ids.filter((id) => id !== body.into));
    patchCrowd(mergeInto(body.into, gone), snapshot);
  }
  return snapshot;
}

export function rollBack(snapshot: Snapshot) {
  for (const [key, data] of snapshot.reverse()) queryClient.setQueryData(key, data);
}

type Change = (face: Face) => Face | null;

function changeOf(body: DecisionBody): Change | undefined {
  const open = { suggestion: null, group_id: null };
  switch (body.kind) {
    case "name":
      return (face) => ({ ...face, ...open, tag: tagged(0, body.name) });
    case "confirm":
      return (face) => ({ ...face, ...open, tag: tagged(body.person_id, nameOf(face, body.person_id)) });
    case "reject":
      return (face) => ({ ...face, tag: null, suggestion: null });
    case "stranger":
    case "unsure":
      return (face) => ({ ...face, ...open, tag: null, mark: body.kind as Face["mark"] });
    case "not_a_face":
      return () => null;
    default:
      return undefined;
  }
}

const tagged = (person_id: number, name: string) => ({ person_id, name, source: "human" as const, probability: null });

function nameOf(face: Face, personId: number) {
  const known = queryClient.getQueryData<Person>(["people", "one", personId]);
  if (known) return known.name;
  return face.suggestion?.person_id === personId ? face.suggestion.name : (face.tag?.name ?? "");
}

function patchFaces(ids: Set<number>, change: Change, snapshot: Snapshot) {
  const patch = (face: Face) => (ids.has(face.id) ? change(face) : face);
  for (const [key, data] of queryClient.getQueriesData<Pages<Face>>({ queryKey: ["faces", "list"] })) {
    const filter = key[2] as Record<string, number | undefined>;
    if (data)
      put(
        key,
        data,
        mapItems(data, (face) => keepIn(filter, patch(face))),
        snapshot,
      );
  }
  for (const [key, data] of queryClient.getQueriesData<PhotoDetail>({ queryKey: ["photos", "one"] })) {
    if (!data) continue;
    put(key, data, { ...data, faces_list: data.faces_list.flatMap((face) => patch(face) ?? []) }, snapshot);
  }
  patchGroups(ids, snapshot);
}

function keepIn(filter: Record<string, number | undefined>, face: Face | null): Face | null {
  if (!face) return null;
  if (filter.person_id && face.tag?.person_id !== filter.person_id) return null;
  if (filter.group_id && face.group_id !== filter.group_id) return null;
  if (filter.suggested_person_id && face.suggestion?.person_id !== filter.suggested_person_id) return null;
  return face;
}

/** A group whose shown faces are all decided leaves the page at once. */
function patchGroups(ids: Set<number>, snapshot: Snapshot) {
  const key = ["people", "groups"];
  const data = queryClient.getQueryData<Pages<Group>>(key);
  if (!data) return;
  const isLeft = (group: Group) => group.sample.some((face) => !ids.has(face.face_id));
  put(
    key,
    data,
    mapItems(data, (group) => (isLeft(group) ? group : null)),
    snapshot,
  );
}

/** Whoever is merged leaves, and their faces go to the one who stays. */
function mergeInto(into: number, gone: ReadonlySet<number>) {
  return (person: Brief, everybody: Brief[]): Brief | null => {
    if (gone.has(person.id)) return null;
    if (person.id !== into) return person;
    const merged = everybody.filter((one) => gone.has(one.id));
    return {
      ...person,
      faces: merged.reduce((sum, one) => sum + one.faces, person.faces),
      to_check: merged.reduce((sum, one) => sum + one.to_check, person.to_check),
    };
  };
}

function patchCrowd(change: (person: Brief, everybody: Brief[]) => Brief | null, snapshot: Snapshot) {
  for (const [key, data] of queryClient.getQueriesData<Crowd>({ queryKey: ["people", "crowd"] })) {
    if (!data) continue;
    const after = mapCrowd(data, (person) => change(person, data.people));
    put(key, data, after, snapshot);
  }
}

function put(key: QueryKey, before: unknown, after: unknown, snapshot: Snapshot) {
  queryClient.cancelQueries({ queryKey: key });
  snapshot.push([key, before]);
  queryClient.setQueryData(key, after);
}
