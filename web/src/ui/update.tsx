// The service worker (vite.config.ts): it opens the frame of the app while the server is away, and tells of new versions.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Workbox } from "workbox-window";
import { showToast } from "./toast";
import css from "./update.module.css";

/** Browsers have service workers only over HTTPS or on the machine itself; elsewhere everything works without. */
export function startWorker() {
  const worker = new Workbox("/sw.js");
  worker.addEventListener("waiting", () => offerReload(worker));
  worker.register().catch(() => {}); // the server went away, or the browser was told to keep nothing
  // An app on a phone is never loaded anew, only looked at again.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") worker.update().catch(() => {});
  });
}

/** Nothing is reloaded unasked: somebody may be in the middle of typing, here or in another window. */
function offerReload(worker: Workbox) {
  const reload = () => {
    worker.addEventListener("controlling", () => window.location.reload());
    worker.messageSkipWaiting();
  };
  showToast({ id: "update", color: "pine", withBorder: true, autoClose: false, message: <Offer reload={reload} /> });
}

function Offer({ reload }: { reload: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={css.offer}>
      <span>{t("update.ready")}</span>
      <Button variant="subtle" size="compact-sm" onClick={reload}>
        {t("update.reload")}
      </Button>
    </span>
  );
}
