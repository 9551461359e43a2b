import { useQuery } from "@tanstack/react-query";
import { ThemeToggle } from "../ui/ThemeToggle";
import css from "./Activity.module.css";
import { aboutQuery } from "./queries";

/** What is running here, and under which licence its models are. */
export function About() {
  const { data } = useQuery(aboutQuery());
  if (!data) return null;
  const { pack } = data;
  const facts = [
    ["Kenfolk", data.version],
    ["Models", `${pack.title} (${pack.name})`],
    [
      "Licence of the models",
      `${pack.licence}${pack.commercial_use ? "; commercial use allowed" : "; no commercial use"}`,
    ],
    ["Numbers a face", String(pack.dim)],
    ["Database", data.database === "sqlite" ? "SQLite" : "PostgreSQL"],
    ["System", `Python ${data.python}, ${data.platform}`],
  ];
  return (
    <dl className={css.about}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>Colours</dt>
        <dd>
          <ThemeToggle />
        </dd>
      </div>
      <div>
        <dt>For programs</dt>
        <dd>
          <a href="/api/docs">The documented API</a>
        </dd>
      </div>
    </dl>
  );
}
