import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "./ui/base.css";
import { MantineProvider } from "@mantine/core";
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
import { loadToasts, Messages } from "./ui/Messages";
import { makeTheme } from "./ui/theme";

applyMotion();
followEvents();

const root = document.getElementById("root");

/** Some seconds after the first screen, which it must not hold up. */
function prepare() {
  if (router.state.isLoading || queryClient.isFetching() > 0) return prepareLater();
  // When the server is away there is something to say, and nothing to be fetched.
  loadToasts().then(startWorker, prepareLater);
}

function startWorker() {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  import("./ui/update").then((update) => update.startWorker()).catch(() => {});
}
const prepareLater = () => void window.setTimeout(prepare, 3000);
window.addEventListener("load", prepareLater);

const words = startLanguage();
router.load(); // the page comes while its language does
if (root) words.then(() => createRoot(root).render(<App />));

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
          <Messages />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
