// How long somebody wants to answer: until nothing is left, for two minutes, or until nearly every face has a name. Pure.

export const SESSIONS = ["all", "2min", "99"] as const;
export type Session = (typeof SESSIONS)[number];

const MINUTES = 2;
const ENOUGH = 0.99;

export type Standing = {
  /** Faces with a name now, and when the session began. */
  named: number;
  namedAtStart: number;
  /** Unnamed faces that will be asked about. */
  open: number;
  openAtStart: number;
  answered: number;
  questionsLeft: number;
  /** Time spent answering, in ms. */
  spent: number;
};

/** The share of faces with a name among all that have one or are asked about: faces that are like nobody's do not count. */
export const shareNamed = (named: number, open: number) => (named + open ? named / (named + open) : 1);

/** How far the session is, from 0 to 1. It ends at 1, after the question on screen. */
export function progressOf(session: Session, s: Standing): number {
  if (session === "2min") return limit(s.spent / (MINUTES * 60_000));
  if (session === "99") {
    const [first, now] = [shareNamed(s.namedAtStart, s.openAtStart), shareNamed(s.named, s.open)];
    return now >= ENOUGH ? 1 : limit((now - Math.min(first, now)) / (ENOUGH - Math.min(first, now)), 0.99);
  }
  const all = s.answered + s.questionsLeft;
  return all ? limit(s.answered / all) : 0;
}

/** Is it over? A session until nothing is left ends by itself. */
export const isOver = (session: Session, standing: Standing) =>
  session !== "all" && standing.answered > 0 && progressOf(session, standing) >= 1;

const limit = (share: number, most = 1) => Math.max(0, Math.min(most, share));
