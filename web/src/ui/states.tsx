// How a screen looks while it has nothing, waits, or failed.
import { Button, Skeleton } from "@mantine/core";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { CloudOff, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../locales/i18n";
import { wordsFor } from "./explain";
import css from "./states.module.css";

type EmptyProps = { icon: ReactNode; title: string; children?: ReactNode; action?: ReactNode };

export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className={css.state}>
      <div className={css.icon} aria-hidden>
        {icon}
      </div>
      <h2>{title}</h2>
      {children && <div className={css.words}>{children}</div>}
      {action}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { message, hint } = wordsFor(error);
  return (
    <div role="alert">
      <Empty
        icon={<CloudOff size={30} />}
        title={message}
        action={retry && <Button onClick={retry}>{t("tryAgain")}</Button>}
      >
        {hint === t("errors:unchanged") ? null : hint}
      </Empty>
    </div>
  );
}

/** Trying again fetches also the page's code, if that is what is missing. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return <Failed error={error} retry={() => router.invalidate().then(reset)} />;
}

type NotFoundProps = { title?: string; children?: ReactNode; icon?: ReactNode };

/** An address that leads nowhere, or no more, and the way back. */
export function NotFound({ title = t("nothingHere"), children, icon }: NotFoundProps) {
  return (
    <Empty
      icon={icon ?? <SearchX size={30} />}
      title={title}
      action={
        <Button component={Link} to="/" variant="light">
          {t("backToPeople")}
        </Button>
      }
    >
      {children}
    </Empty>
  );
}

/** Tiles that stand in for those to come. */
export function SkeletonGrid({ count = 12, label = true }: { count?: number; label?: boolean }) {
  return (
    <div className={css.skeletons} aria-busy="true" role="status">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move
        <div key={at}>
          <Skeleton className={css.square} radius="lg" />
          {label && <Skeleton height={12} mt={12} width="60%" radius="xl" />}
        </div>
      ))}
    </div>
  );
}
