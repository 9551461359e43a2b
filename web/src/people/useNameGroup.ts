// A name for all faces of a group, by the one who is known or by a new one.
import { explain } from "../ui/explain";
import { useDecide } from "./decide";
import { allFacesOfGroup } from "./groupFaces";
import type { Named } from "./nameChoices";

export function useNameFaces() {
  const decide = useDecide();
  return (face_ids: number[], choice: Named) =>
    choice.personId === null
      ? decide({ kind: "name", face_ids, name: choice.name })
      : decide({ kind: "confirm", face_ids, person_id: choice.personId });
}

export function useNameGroup() {
  const nameFaces = useNameFaces();
  return async (groupId: number, choice: Named) => {
    const faces = await allFacesOfGroup(groupId).catch(explain);
    // Nobody is in it any more: it was named a moment ago.
    return faces?.length ? nameFaces(faces, choice) : undefined;
  };
}
