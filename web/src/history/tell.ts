// What was decided, as a sentence in the language of the moment. The server's own words are English, and the way out for
// kinds a later server may know.
import type { Decision } from "../api/types";
import { t } from "../locales/i18n";
import { formatDay, formatList } from "../ui/words";

type Told = Pick<Decision, "text" | "told">;

export function tell({ text, told }: Told): string {
  const said = sentence(told) ?? text;
  if (!told.undo || said === text) return said;
  return t(`history:said.${told.undo}`, { text: said });
}

function sentence({ form, faces, others, person, names, old_name, date }: Decision["told"]): string | undefined {
  const name = person?.name ?? "";
  switch (form) {
    case "name":
    case "confirm":
    case "reject":
      return t(`history:said.${form}`, { count: faces, name });
    case "stranger":
    case "unsure":
    case "open":
    case "join":
    case "not_a_face":
      return t(`history:said.${form}`, { count: faces });
    case "separate":
      return t("history:said.separate", { count: faces, others: t("history:said.others", { count: others }) });
    case "merge":
      return t("history:said.merge", { names: formatList(names), name });
    case "rename":
      return t("history:said.rename", { old: old_name, name });
    case "birth_date":
      return t("history:said.birth_date", { name, date: formatDay(`${date}T00:00`) });
    case "hide":
    case "show":
    case "cover":
    case "no_birth_date":
    case "draw_box_with_name":
      return t(`history:said.${form}`, { name });
    case "draw_box":
    case "move_box":
      return t(`history:said.${form}`);
    default:
      return undefined;
  }
}
