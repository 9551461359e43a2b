import { Kbd } from "@mantine/core";
import css from "./Keys.module.css";
import type { Screen } from "./keyMap";

/** The keys of one screen. */
export function KeyList({ screen }: { screen: Screen }) {
  return (
    <section className={css.screen}>
      <h3>{screen.title()}</h3>
      <dl>
        {screen.lines.map(({ keys, says }) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{says()}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
