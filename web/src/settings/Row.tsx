import type { ReactNode } from "react";
import css from "./Settings.module.css";

/** One setting: what it is, what it does, and the means to change it. */
export function Row({
  title,
  about,
  id,
  children,
}: {
  title: string;
  about?: ReactNode;
  id?: string;
  children?: ReactNode;
}) {
  return (
    <div className={css.row}>
      <div>
        <strong id={id}>{title}</strong>
        {about && <p>{about}</p>}
      </div>
      {children}
    </div>
  );
}
