import { useDocumentTitle } from "@mantine/hooks";
import { Logo } from "../ui/Logo";
import css from "./AddPhotos.module.css";
import { AddPhotosForm } from "./AddPhotosForm";

/** What somebody sees who has just started: where are the photos? */
export function FirstRun() {
  useDocumentTitle("Welcome · Kenfolk");
  return (
    <div className={css.first}>
      <Logo size={68} />
      <h1>Where are your photos?</h1>
      <p>
        Kenfolk finds every face in them and learns who your people are. Everything happens on this machine; nothing
        leaves it.
      </p>
      <AddPhotosForm />
    </div>
  );
}
