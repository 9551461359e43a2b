// Numbers, dates and durations as people say them.

const number = new Intl.NumberFormat("en");
export const count = (n: number, one: string, many = `${one}s`) => `${number.format(n)} ${n === 1 ? one : many}`;
export const formatNumber = (n: number) => number.format(n);
/** A share in percent; nothing where it rounds to nothing. */
export const percent = (share: number) => (share < 0.005 ? "" : `${Math.round(share * 100)} %`);

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });
const monthName = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

export const formatDay = (instant: string) => day.format(new Date(instant));
export const formatMoment = (instant: string) => moment.format(new Date(instant));
export const formatClock = (instant: string) => clock.format(new Date(instant));
export const formatMonth = (month: string) => {
  const at = new Date(`${month}-01T00:00:00`);
  return Number.isNaN(at.getTime()) ? "Without a date" : monthName.format(at);
};

/** Two dates as one span: "2019 to 2024", or one year where they are in it. */
export function formatSpan(first: string | null, last: string | null) {
  if (!first || !last) return "";
  const [a, b] = [first.slice(0, 4), last.slice(0, 4)];
  return a === b ? a : `${a} to ${b}`;
}

export function formatDuration(seconds: number) {
  if (seconds < 60) return "less than a minute";
  if (seconds < 3600) return count(Math.round(seconds / 60), "minute");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  return `${count(hours, "hour")}${minutes && hours < 10 ? ` ${minutes} min` : ""}`;
}

export function formatBytes(bytes: number) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

export const fileName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
