// What can be done to faces: one list, used by the selection bar, the viewer and the group page alike.
import { CircleDashed, Footprints, Image, UserMinus, UserRoundX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Action } from "../ui/Actions";
import { useSay } from "./useSay";

type About = { person?: { id: number; name: string }; after?: () => void; seq?: number };

export function useFaceActions({ person, after, seq }: About) {
  const { t } = useTranslation("faces");
  const decide = useSay(seq);
  return (face_ids: number[]): Action[] => {
    const say = (body: Parameters<typeof decide>[0]) => () => decide(body).then((done) => done && after?.());
    const [only] = face_ids;
    const actions: Action[] = [];
    if (person) {
      const { id: person_id, name } = person;
      actions.push({
        id: "out",
        label: t("not", { name }),
        icon: UserMinus,
        run: say({ kind: "reject", face_ids, person_id }),
      });
      if (face_ids.length === 1 && only !== undefined) {
        actions.push({
          id: "cover",
          label: t("cover"),
          icon: Image,
          run: say({ kind: "cover", person_id, face_id: only }),
        });
      }
    }
    return [
      ...actions,
      { id: "stranger", label: t("stranger"), icon: Footprints, run: say({ kind: "stranger", face_ids }) },
      { id: "unsure", label: t("unsure"), icon: CircleDashed, run: say({ kind: "unsure", face_ids }) },
      {
        id: "not_a_face",
        label: t("notAFace"),
        icon: UserRoundX,
        danger: true,
        run: say({ kind: "not_a_face", face_ids }),
      },
    ];
  };
}
