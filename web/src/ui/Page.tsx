// The top of a page: its title, a line about it, and what can be done.
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import css from "./Page.module.css";

type Props = { title: string; about?: ReactNode; actions?: ReactNode; children: ReactNode; narrow?: boolean };

export function Page({ title, about, actions, children, narrow = false }: Props) {
  useDocumentTitle(`${title} · Kenfolk`);
  return (
    <div className={css.page} data-narrow={narrow || undefined}>
      <div className={css.head}>
        <div className={css.words}>
          <h1>{title}</h1>
          {about && <p>{about}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

type SectionProps = { title: string; about?: ReactNode; children: ReactNode; id?: string };

export function Section({ title, about, children, id }: SectionProps) {
  return (
    <section className={css.section} aria-label={title} id={id}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {about && <span>{about}</span>}
      </div>
      {children}
    </section>
  );
}
