import { useMediaQuery } from "@mantine/hooks";

const NARROW = "(max-width: 700px)";

/** Is the window as narrow as a phone? */
export const usePhone = () => useMediaQuery(NARROW, window.matchMedia(NARROW).matches) ?? false;
