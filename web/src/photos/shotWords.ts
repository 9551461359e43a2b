// What a camera noted, as photographers say it.
import type { ShotNotes } from "../api/types";
import { t } from "../locales/i18n";
import { formatNumber } from "../ui/words";

const LONG = 0.3; // seconds; shorter times are told as a part of one

export const cameraOf = ({ make, model }: ShotNotes) =>
  // Many models begin with who made them.
  make && model && !model.toLowerCase().startsWith(firstWord(make)) ? `${make} ${model}` : (model ?? make);

const firstWord = (text: string) => text.toLowerCase().split(/\s/, 1)[0] ?? "";

/** "1/250 s · f/2.8 · ISO 400": what of it is known. */
export function exposureOf({ exposure_s, f_number, iso }: ShotNotes) {
  const parts = [
    exposure_s && formatTime(exposure_s),
    f_number && t("photos:info.aperture", { number: formatNumber(f_number, { maximumFractionDigits: 1 }) }),
    iso && t("photos:info.iso", { number: formatNumber(iso, { useGrouping: false }) }),
  ];
  return parts.filter(Boolean).join(" · ");
}

function formatTime(seconds: number) {
  if (seconds < LONG) return t("photos:info.exposurePart", { part: formatNumber(Math.round(1 / seconds)) });
  return formatNumber(seconds, { style: "unit", unit: "second", unitDisplay: "narrow", maximumFractionDigits: 1 });
}

export function focalOf({ focal_mm, focal_35mm }: ShotNotes) {
  if (!focal_mm) return focal_35mm && formatLength(focal_35mm);
  const length = formatLength(focal_mm);
  if (!focal_35mm || Math.round(focal_35mm) === Math.round(focal_mm)) return length;
  return t("photos:info.focalAsFilm", { length, film: formatLength(focal_35mm) });
}

const formatLength = (mm: number) =>
  formatNumber(mm, { style: "unit", unit: "millimeter", unitDisplay: "short", maximumFractionDigits: 1 });

/** Five digits are about a metre, which is more than a camera knows. */
export function placeWords({ latitude, longitude }: ShotNotes) {
  if (latitude === null || longitude === null) return null;
  const degrees = (n: number) =>
    formatNumber(Math.abs(n), { minimumFractionDigits: 5, maximumFractionDigits: 5, useGrouping: false });
  return t("photos:info.placeAt", {
    latitude: t(latitude < 0 ? "photos:info.south" : "photos:info.north", { degrees: degrees(latitude) }),
    longitude: t(longitude < 0 ? "photos:info.west" : "photos:info.east", { degrees: degrees(longitude) }),
  });
}
