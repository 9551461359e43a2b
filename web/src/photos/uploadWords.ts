// What the uploads panel says of all its files together.
import { count } from "../ui/words";
import { isOpen, type Upload } from "./uploads";

const countOf = (uploads: readonly Upload[], state: Upload["state"]) =>
  uploads.filter((upload) => upload.state === state).length;

export function heading(uploads: readonly Upload[]) {
  if (uploads.some(isOpen)) return `Adding ${count(uploads.length, "photo")}`;
  const refused = countOf(uploads, "failed");
  if (refused === uploads.length) return "Nothing was added";
  if (refused > 0) return `${count(refused, "file")} could not be added`;
  return countOf(uploads, "done") > 0 ? "All is added" : "All was here already";
}

export function summary(uploads: readonly Upload[]) {
  const parts = [`${countOf(uploads, "done")} added`];
  const [known, refused] = [countOf(uploads, "duplicate"), countOf(uploads, "failed")];
  if (known) parts.push(`${known} already here`);
  if (refused) parts.push(`${refused} refused`);
  const open = uploads.filter(isOpen).length;
  if (open) parts.push(`${open} to go`);
  return parts.join(" · ");
}
