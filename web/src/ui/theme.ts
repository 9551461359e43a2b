import { createTheme, type MantineColorsTuple } from "@mantine/core";
import { t } from "../locales/i18n";

const pine: MantineColorsTuple = [
  "#eef7f3",
  "#dcede5",
  "#b4dac9",
  "#7ecbab",
  "#5bb090",
  "#3d967a",
  "#2a8163",
  "#1f6f54",
  "#185a44",
  "#0f4433",
];
const gray: MantineColorsTuple = [
  "#faf9f7",
  "#f3f1ed",
  "#eae7e1",
  "#dedad3",
  "#c9c4bb",
  "#a8a298",
  "#827c72",
  "#615c54",
  "#423e38",
  "#26231f",
];
const dark: MantineColorsTuple = [
  "#efece6",
  "#c9c4bb",
  "#a8a298",
  "#7d776d",
  "#4a4640",
  "#35322d",
  "#252320",
  "#1b1a18",
  "#131211",
  "#0c0b0a",
];

/** Words in it are those of the language of the moment. */
export const makeTheme = () =>
  createTheme({
    colors: { pine, gray, dark },
    primaryColor: "pine",
    primaryShade: { light: 7, dark: 3 },
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "650" },
    defaultRadius: "md",
    radius: { xs: "6px", sm: "8px", md: "12px", lg: "18px", xl: "26px" },
    cursorType: "pointer",
    respectReducedMotion: true,
    // By name and not with `extend`, which would put all of them into the first screen's code.
    components: {
      Button: { defaultProps: { radius: "xl", variant: "filled" } },
      ActionIcon: { defaultProps: { variant: "subtle", color: "gray", radius: "xl" } },
      Menu: {
        defaultProps: {
          shadow: "md",
          radius: "md",
          position: "bottom-end",
          width: 220,
          withInitialFocusPlaceholder: false,
        },
      },
      Popover: { defaultProps: { shadow: "lg", radius: "lg" } },
      Modal: {
        defaultProps: {
          closeButtonProps: { "aria-label": t("close") },
          radius: "lg",
          centered: true,
          overlayProps: { blur: 3 },
        },
      },
      Notification: { defaultProps: { closeButtonProps: { "aria-label": t("close") } } },
      Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    },
  });
