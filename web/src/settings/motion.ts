// Whether things move: as the system says, or less.
import { useState } from "react";

const KEPT = "kenfolk.motion";
export type Motion = "system" | "less";

const chosen = (): Motion => (localStorage.getItem(KEPT) === "less" ? "less" : "system");

export function applyMotion(motion = chosen()) {
  document.documentElement.dataset.motion = motion;
}

export function useMotion() {
  const [motion, setMotion] = useState(chosen);
  const choose = (next: Motion) => {
    localStorage.setItem(KEPT, next);
    applyMotion(next);
    setMotion(next);
  };
  return [motion, choose] as const;
}
