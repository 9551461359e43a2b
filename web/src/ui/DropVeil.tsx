// What lies over the page while somebody holds files over it: it says what will happen to them.
import type { ReactNode } from "react";
import css from "./DropVeil.module.css";

type Props = { icon: ReactNode; title: string; words: string };

export function DropVeil({ icon, title, words }: Props) {
  return (
    <div className={css.over}>
      <div>
        {icon}
        <strong>{title}</strong>
        <span>{words}</span>
      </div>
    </div>
  );
}
