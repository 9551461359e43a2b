import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/base.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { followEvents } from "./api/events";
import { queryClient } from "./api/queries";
import { startLanguage } from "./locales/i18n";
import { router } from "./routes/router";
import { applyMotion } from "./settings/motion";
import { makeTheme } from "./ui/theme";

applyMotion();
followEvents();

const root = document.getElementById("root");
// Some seconds after the first screen, which it must not hold up.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  const start = () => import("./ui/update").then(({ startWorker }) => startWorker()).catch(() => {});
  window.addEventListener("load", () => window.setTimeout(start, 3000));
}

if (root) startLanguage().then(() => createRoot(root).render(<App />));

function App() {
  const { i18n } = useTranslation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme has words in it
  const theme = useMemo(makeTheme, [i18n.language]);
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          {/* Another language draws everything anew, also what is kept in memos and tables. */}
          <RouterProvider key={i18n.language} router={router} />
          {/* Dragging would take the click on "Undo" for the beginning of a drag. */}
          <Notifications
            className="toasts"
            position="bottom-center"
            limit={1}
            containerWidth={420}
            allowDragDismiss={false}
          />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
