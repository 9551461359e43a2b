import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Where messages show up. Dragging would take the click on "Undo" for the beginning of a drag. */
export const Toasts = () => (
  <Notifications className="toasts" position="bottom-center" limit={1} containerWidth={420} allowDragDismiss={false} />
);
