// What can be done to a person or to a group of unnamed faces: one list, used by menus and pages alike.
import { Eye, EyeOff, Footprints, Merge, Ungroup, UserRoundX } from "lucide-react";
import { t } from "../locales/i18n";
import type { Action } from "../ui/Actions";
import { useDecide, useDecideAll } from "./decide";
import { allFacesOfGroup } from "./groupFaces";
import { useStrangers } from "./useStrangers";

type Somebody = { id: number; name: string; hidden: boolean };
type PersonDeeds<Person> = { merge: (person: Person) => void; hidden?: () => void };

/** Return the actions for a person; `merge` asks whom to merge with, `hidden` is told after hiding. */
export function usePersonActions<Person extends Somebody>({ merge, hidden }: PersonDeeds<Person>) {
  const decide = useDecide();
  const decideAll = useDecideAll();
  const strangers = useStrangers();
  const one = (person: Person): Action[] => [
    { id: "merge", label: t("people:mergeWith"), icon: Merge, run: () => merge(person) },
    person.hidden
      ? {
          id: "show",
          label: t("people:showAgain"),
          icon: Eye,
          run: () => decide({ kind: "show", person_id: person.id }),
        }
      : {
          id: "hide",
          label: t("people:hide"),
          icon: EyeOff,
          run: () => decide({ kind: "hide", person_id: person.id }).then((done) => done && hidden?.()),
        },
    { id: "strangers", label: t("people:strangers"), icon: Footprints, run: () => strangers([person]) },
  ];
  /** Hide these people, or show them again. */
  const all = (people: readonly { id: number }[], areHidden: boolean) =>
    decideAll(
      people.map(({ id }) => ({ kind: areHidden ? ("show" as const) : ("hide" as const), person_id: id })),
      t(areHidden ? "people:shown" : "people:hid", { count: people.length }),
    );
  return Object.assign(one, { one, all });
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
    { id: "stranger", label: t("people:stranger"), icon: Footprints, run: () => stranger(groupId) },
    { id: "unsure", label: t("people:unsure"), icon: Ungroup, run: () => unsure(groupId) },
    { id: "not_a_face", label: t("people:notAFace"), icon: UserRoundX, danger: true, run: () => notAFace(groupId) },
  ];
}
