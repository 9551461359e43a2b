// What keeps Kenfolk from going on, and what to do about it.
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import css from "./Activity.module.css";
import { useStatus } from "./queries";
import { noteOf } from "./standing";

export function HeldUp() {
  const { data: status } = useStatus();
  const note = status && noteOf(status);
  if (!note) return null;
  return (
    <div className={css.heldUp} role="alert">
      <TriangleAlert size={20} aria-hidden />
      <div>
        <strong>Kenfolk cannot go on at the moment</strong>
        <p>{note}</p>
        <small>
          It tries again by itself. <Link to="/activity">What waits</Link>
        </small>
      </div>
    </div>
  );
}
