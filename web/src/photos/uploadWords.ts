// What the uploads panel says of all its files together.
import { t } from "../locales/i18n";
import { isOpen, type Upload } from "./uploads";

const countOf = (uploads: readonly Upload[], state: Upload["state"]) =>
  uploads.filter((upload) => upload.state === state).length;

export function heading(uploads: readonly Upload[]) {
  if (uploads.some(isOpen)) return t("photos:uploads.heading.adding", { count: uploads.length });
  const refused = countOf(uploads, "failed");
  if (refused === uploads.length) return t("photos:uploads.heading.nothing");
  if (refused > 0) return t("photos:uploads.heading.refused", { count: refused });
  return t(countOf(uploads, "done") > 0 ? "photos:uploads.heading.done" : "photos:uploads.heading.known");
}

export function summary(uploads: readonly Upload[]) {
  const [known, refused] = [countOf(uploads, "duplicate"), countOf(uploads, "failed")];
  const left = uploads.filter(isOpen).length;
  return [
    t("photos:uploads.sum.done", { count: countOf(uploads, "done") }),
    known > 0 && t("photos:uploads.sum.known", { count: known }),
    refused > 0 && t("photos:uploads.sum.refused", { count: refused }),
    left > 0 && t("photos:uploads.sum.left", { count: left }),
  ]
    .filter(Boolean)
    .join(" · ");
}
