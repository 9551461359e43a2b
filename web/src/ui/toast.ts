// Short messages at the foot of the window. The newest takes the place of the one before.
import { type NotificationData, notifications, notificationsStore } from "@mantine/notifications";

export function showToast(toast: NotificationData) {
  notifications.updateState(notificationsStore, () => []);
  notifications.show(toast);
}
