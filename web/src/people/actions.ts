// What can be done to a person or to a group of unnamed faces: one list, used by menus and pages alike.
import { Eye, EyeOff, Footprints, Merge, Ungroup, UserRoundX } from "lucide-react";
import type { Person } from "../api/types";
import type { Action } from "../ui/Actions";
import { useDecide } from "./decide";
import { allFacesOfGroup } from "./groupFaces";

type PersonDeeds = { merge: (person: Person) => void; hidden?: () => void };

/** Return the actions for a person; `merge` asks whom to merge with, `hidden` is told after hiding. */
export function usePersonActions({ merge, hidden }: PersonDeeds) {
  const decide = useDecide();
  return (person: Person): Action[] => [
    { id: "merge", label: "Merge with somebody…", icon: Merge, run: () => merge(person) },
    person.hidden
      ? { id: "show", label: "Show again", icon: Eye, run: () => decide({ kind: "show", person_id: person.id }) }
      : {
          id: "hide",
          label: "Hide",
          icon: EyeOff,
          run: () => decide({ kind: "hide", person_id: person.id }).then((done) => done && hidden?.()),
        },
  ];
}

/** Return the actions for all faces of a group of unnamed ones. */
export function useGroupActions(after?: () => void) {
  const decide = useDecide();
  const tell = (kind: "stranger" | "unsure" | "not_a_face") => async (groupId: number) => {
    const face_ids = await allFacesOfGroup(groupId);
    if (await decide({ kind, face_ids })) after?.();
  };
  const [stranger, unsure, notAFace] = [tell("stranger"), tell("unsure"), tell("not_a_face")];
  return (groupId: number): Action[] => [
    { id: "stranger", label: "A stranger", icon: Footprints, run: () => stranger(groupId) },
    { id: "unsure", label: "Not sure, leave it", icon: Ungroup, run: () => unsure(groupId) },
    { id: "not_a_face", label: "Not a face", icon: UserRoundX, danger: true, run: () => notAFace(groupId) },
  ];
}
