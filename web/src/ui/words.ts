// Numbers, dates, durations and lists as people say them, in the language of the moment. All of it is Intl's doing.
import i18next from "i18next";
import { t } from "../locales/i18n";
import { regional } from "../locales/languages";

/** The language and region that numbers and dates follow. */
export const locale = () => regional(i18next.language ?? "en");

const made = new Map<string, unknown>();

/** Making a formatter takes longer than formatting: each is made once a language. */
function once<Formatter>(name: string, make: (locale: string) => Formatter): Formatter {
  const [where, key] = [locale(), `${name} ${locale()}`];
  const known = made.get(key) as Formatter | undefined;
  if (known) return known;
  const formatter = make(where);
  made.set(key, formatter);
  return formatter;
}

export const formatNumber = (n: number, options: Intl.NumberFormatOptions = {}) =>
  once(`number ${JSON.stringify(options)}`, (where) => new Intl.NumberFormat(where, options)).format(n);

const dates = (options: Intl.DateTimeFormatOptions) =>
  once(`date ${JSON.stringify(options)}`, (where) => new Intl.DateTimeFormat(where, options));

/** A share in percent, rounded down: what is not all is never told as 100 %. Nothing where it is below one. */
export function percent(share: number, digits = 0) {
  const whole = 10 ** (digits + 2);
  const down = Math.floor(share * whole + 1e-6) / whole;
  return down < 0.01 ? "" : formatNumber(down, { style: "percent", maximumFractionDigits: digits });
}

export const formatDay = (instant: string) =>
  dates({ day: "numeric", month: "long", year: "numeric" }).format(new Date(instant));
export const formatMoment = (instant: string) =>
  dates({ dateStyle: "full", timeStyle: "short" }).format(new Date(instant));
export const formatBriefly = (instant: string) =>
  dates({ dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
export const formatClock = (instant: string) => dates({ hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
export const formatDate = (instant: string | Date, options: Intl.DateTimeFormatOptions) =>
  dates(options).format(new Date(instant));

export const formatMonth = (month: string) => {
  const at = new Date(`${month}-01T00:00:00`);
  return Number.isNaN(at.getTime()) ? t("withoutDate") : dates({ month: "long", year: "numeric" }).format(at);
};

/** Two dates as one span: "2019 – 2024", or one year where they are in it. */
export function formatSpan(first: string | null, last: string | null) {
  if (!first || !last) return "";
  const year = (day: string) => new Date(Number(day.slice(0, 4)), 6);
  return dates({ year: "numeric" }).formatRange(year(first), year(last));
}

/** From when to when: what both have in common is said once. */
export const formatTimes = (first: string, last: string) =>
  dates({ dateStyle: "medium", timeStyle: "short" }).formatRange(new Date(first), new Date(last));

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** How long ago, or how soon: "3 minutes ago", "in 2 days", "now". */
export function formatRelative(instant: string | Date, now = Date.now()) {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", Number.POSITIVE_INFINITY];
  const relative = once("relative", (where) => new Intl.RelativeTimeFormat(where, { numeric: "auto" }));
  return relative.format(Math.round(seconds / size), unit);
}

const unit = (n: number, name: string, look: "long" | "short" = "long") =>
  formatNumber(n, { style: "unit", unit: name, unitDisplay: look, maximumFractionDigits: 1 });

export function formatDuration(seconds: number) {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return t("lessThanAMinute");
  if (minutes < 60) return unit(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  return hours < 10 && minutes % 60
    ? `${unit(hours, "hour")} ${unit(minutes % 60, "minute", "short")}`
    : unit(Math.round(minutes / 60), "hour");
}

/** "About 3 minutes left". */
export const formatTimeLeft = (seconds: number) =>
  seconds < 60 ? t("left.lessThanAMinute") : t("left.about", { time: formatDuration(seconds) });

export function formatBytes(bytes: number) {
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const name = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"][step] ?? "byte";
  const value = bytes / 1000 ** step;
  return unit(value >= 100 ? Math.round(value) : value, name, step ? "short" : "long");
}

/** "Ada, Ben and Cem". */
export const formatList = (items: string[], type: "conjunction" | "disjunction" = "conjunction") =>
  once(`list ${type}`, (where) => new Intl.ListFormat(where, { type })).format(items);

export const fileName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
