import type { PhotoDetail } from "../api/types";
import { t } from "../locales/i18n";
import { fileName, formatList, formatMoment } from "../ui/words";

/** What a photo is called for those who do not see it: who is in it, and when it was taken. */
export function namePhoto({ faces_list, taken_at, path }: PhotoDetail) {
  const names = faces_list.flatMap(({ tag }) => (tag ? [tag.name] : []));
  const who = names.length ? t("photos:viewer.photoWith", { names: formatList(names) }) : t("photos:viewer.photo");
  return t("photos:viewer.photoOf", { who, when: taken_at ? formatMoment(taken_at) : fileName(path) });
}
