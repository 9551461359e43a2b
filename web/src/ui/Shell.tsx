// The frame around every page: where one can go, and how far the library is.
import { Link, useRouterState } from "@tanstack/react-router";
import { Activity, ChartSpline, History, Images, Search, Sparkles, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { ProgressLine } from "../activity/ProgressLine";
import { useConnected } from "../api/events";
import { t } from "../locales/i18n";
import { AddPhotosButton } from "../photos/AddPhotos";
import { DropAnywhere } from "../photos/DropAnywhere";
import { UploadPanel } from "../photos/UploadPanel";
import { useReviewLeft } from "../review/queries";
import { Logo } from "./Logo";
import css from "./Shell.module.css";
import { ThemeToggle } from "./ThemeToggle";
import { formatNumber } from "./words";

const PLACES = [
  { to: "/", name: "people", icon: UsersRound, inside: ["/people", "/groups"] },
  { to: "/photos", name: "photos", icon: Images, inside: ["/photos"] },
  { to: "/search", name: "search", icon: Search, inside: ["/search"] },
  { to: "/review", name: "review", icon: Sparkles, inside: ["/review"] },
  { to: "/insights", name: "insights", icon: ChartSpline, inside: ["/insights"] },
  { to: "/activity", name: "activity", icon: Activity, inside: ["/activity"] },
  { to: "/history", name: "history", icon: History, inside: ["/history"] },
] as const;

export function Shell({ children }: { children: ReactNode }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  // The viewer has the window to itself.
  if (/^\/photos\/\d+/.test(path)) return <main>{children}</main>;
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#page">
        {t("skip")}
      </a>
      <header className={css.side}>
        <Link to="/" className={css.brand} aria-label={t("home")}>
          <Logo />
          <span>Kenfolk</span>
        </Link>
        <nav className={css.places} aria-label={t("pages")}>
          {PLACES.map((place) => (
            <Place key={place.to} {...place} current={isCurrent(place, path)} />
          ))}
        </nav>
        <div className={css.foot}>
          <ProgressLine />
          <div className={css.footRow}>
            <AddPhotosButton />
            <ThemeToggle />
          </div>
        </div>
      </header>
      <main id="page" className={css.page} tabIndex={-1}>
        <Offline />
        {children}
      </main>
      <UploadPanel />
      <DropAnywhere />
    </div>
  );
}

type Place = (typeof PLACES)[number];

function isCurrent(place: Place, path: string) {
  return path === place.to || place.inside.some((start) => path.startsWith(start));
}

function Place({ to, name, icon: Icon, current }: Place & { current: boolean }) {
  return (
    <Link to={to} className={css.place} aria-current={current ? "page" : undefined}>
      <Icon size={20} strokeWidth={current ? 2.2 : 1.8} aria-hidden />
      <span>{t(`places.${name}`)}</span>
      {to === "/review" && <LeftBadge />}
    </Link>
  );
}

function LeftBadge() {
  const { data } = useReviewLeft();
  if (!data?.questions) return null;
  return (
    <span className={css.badge}>
      <span aria-hidden>{data.questions > 999 ? `${formatNumber(999)}+` : formatNumber(data.questions)}</span>
      <span className="sr-only">{t("questionsLeft", { count: data.questions })}</span>
    </span>
  );
}

function Offline() {
  if (useConnected()) return null;
  return (
    <div className={css.offline} role="status">
      {t("offline")}
    </div>
  );
}
