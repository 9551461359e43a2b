// Where one can go, in order; the letter after `g` that leads there, and what a thumb reaches on a phone.
import {
  Activity,
  ChartSpline,
  History,
  Images,
  type LucideIcon,
  Search,
  Settings,
  Sparkles,
  UsersRound,
} from "lucide-react";

export type Place = {
  to: "/" | "/photos" | "/search" | "/review" | "/insights" | "/activity" | "/history" | "/settings";
  name: "people" | "photos" | "search" | "review" | "insights" | "activity" | "history" | "settings";
  icon: LucideIcon;
  letter: string;
  /** Addresses that belong to it. */
  inside: string[];
  /** A phone has it under "More". */
  more?: boolean;
};

export const PLACES: Place[] = [
  { to: "/", name: "people", icon: UsersRound, letter: "p", inside: ["/people", "/groups"] },
  { to: "/photos", name: "photos", icon: Images, letter: "f", inside: ["/photos"] },
  { to: "/search", name: "search", icon: Search, letter: "s", inside: ["/search"] },
  { to: "/review", name: "review", icon: Sparkles, letter: "r", inside: ["/review"] },
  { to: "/insights", name: "insights", icon: ChartSpline, letter: "i", inside: ["/insights"], more: true },
  { to: "/activity", name: "activity", icon: Activity, letter: "a", inside: ["/activity"], more: true },
  { to: "/history", name: "history", icon: History, letter: "h", inside: ["/history"], more: true },
  { to: "/settings", name: "settings", icon: Settings, letter: "e", inside: ["/settings"], more: true },
];

export const isCurrent = (place: Place, path: string) =>
  path === place.to || place.inside.some((start) => path.startsWith(start));
