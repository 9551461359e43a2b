// The frame around every page: where one can go, and how far the library is.
import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../activity/queries";
import { useConnected } from "../api/events";
import { withWords } from "../locales/i18n";
import { AddPhotosButton } from "../photos/AddPhotos";
import { DropAnywhere } from "../photos/DropAnywhere";
import { useUploads } from "../photos/uploads";
import { useReviewLeft } from "../review/queries";
import { useTour } from "../settings/tour";
import { GlobalSearch } from "./GlobalSearch";
import { Logo } from "./Logo";
import { later } from "./later";
import { MorePlaces } from "./MorePlaces";
import { isCurrent, PLACES, type Place } from "./places";
import css from "./Shell.module.css";
import { ThemeToggle } from "./ThemeToggle";
import { useGlobalKeys } from "./useGlobalKeys";
import { formatNumber } from "./words";

const useKeyDialog = later(
  withWords(["people", "photos", "review", "settings"], () => import("../settings/KeyDialog")),
);
const useTourPart = later(withWords(["settings"], () => import("../settings/Tour")));
const useProgress = later(withWords(["activity"], () => import("../activity/ProgressLine")));
const useUploadPanel = later(withWords(["photos"], () => import("../photos/UploadPanel")));

export function Shell({ children }: { children: ReactNode }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { help, closeHelp } = useGlobalKeys();
  const keys = useKeyDialog(help, closeHelp);
  // The viewer has the window to itself.
  const isAlone = /^\/photos\/\d+/.test(path);
  return (
    <>
      {isAlone ? <main>{children}</main> : <Framed path={path}>{children}</Framed>}
      {help && keys && <keys.KeyDialog path={path} onClose={closeHelp} />}
    </>
  );
}

function Framed({ path, children }: { path: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { isOpen } = useTour();
  const { data: status } = useStatus();
  const isBusy = status !== undefined && !status.idle;
  const isAdding = useUploads().length > 0;
  const progress = useProgress(isBusy);
  const uploads = useUploadPanel(isAdding);
  const tour = useTourPart(isOpen);
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
        {path !== "/search" && <GlobalSearch />}
        <nav className={css.places} aria-label={t("pages")}>
          {PLACES.map((place) => (
            <PlaceLink key={place.to} place={place} current={isCurrent(place, path)} />
          ))}
          <MorePlaces className={css.more} places={PLACES.filter((place) => place.more)} path={path} />
        </nav>
        <div className={css.foot}>
          {isBusy && progress && <progress.ProgressLine />}
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
      {isAdding && uploads && <uploads.UploadPanel />}
      <DropAnywhere />
      {isOpen && tour && <tour.Tour />}
    </div>
  );
}

function PlaceLink({ place: { to, name, icon: Icon, letter, more }, current }: { place: Place; current: boolean }) {
  const { t } = useTranslation();
  return (
    <Link
      to={to}
      className={css.place}
      data-more={more}
      data-tour={name}
      aria-current={current ? "page" : undefined}
      aria-keyshortcuts={`g ${letter}`}
    >
      <Icon size={20} strokeWidth={current ? 2.2 : 1.8} aria-hidden />
      <span>{t(`places.${name}`)}</span>
      {name === "review" && <LeftBadge />}
    </Link>
  );
}

/** The number that the Review page tells as well. */
function LeftBadge() {
  const { t } = useTranslation();
  const { data } = useReviewLeft();
  if (!data?.questions || data.is_counting) return null;
  return (
    <span className={css.badge}>
      <span aria-hidden>{data.questions > 999 ? `${formatNumber(999)}+` : formatNumber(data.questions)}</span>
      <span className="sr-only">{t("questionsLeft", { count: data.questions })}</span>
    </span>
  );
}

function Offline() {
  const { t } = useTranslation();
  if (useConnected()) return null;
  return (
    <div className={css.offline} role="status">
      {t("offline")}
    </div>
  );
}
