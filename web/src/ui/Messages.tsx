import { useNotifications } from "@mantine/notifications";
import { later } from "./later";

export const loadToasts = () => import("./Toasts");
const useToasts = later(loadToasts);

/** What shows messages is fetched with the first of them, or a moment before. */
export function Messages() {
  const part = useToasts(useNotifications().notifications.length > 0);
  return part && <part.Toasts />;
}
