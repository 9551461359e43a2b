import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/base.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followEvents } from "./api/events";
import { queryClient } from "./api/queries";
import { router } from "./routes/router";
import { theme } from "./ui/theme";

followEvents();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
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
    </StrictMode>,
  );
}
