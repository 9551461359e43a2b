// How long a session is when nobody says otherwise: chosen in the settings, kept in this browser.
import { useLocalStorage } from "@mantine/hooks";
import { SESSIONS, type Session } from "./session";

export function useUsualSession() {
  const [kept, keep] = useLocalStorage<Session>({
    key: "kenfolk-session",
    defaultValue: "all",
    getInitialValueInEffect: false,
  });
  return [SESSIONS.find((known) => known === kept) ?? "all", keep] as const;
}
