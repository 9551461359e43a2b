// A folder to look into, or files to take in.
import { Button, FileButton } from "@mantine/core";
import { ImageUp } from "lucide-react";
import css from "./AddPhotos.module.css";
import { FolderChooser } from "./FolderChooser";
import { addFiles } from "./uploads";

const PICTURES = "image/*,.heic,.heif,.avif,.webp,.tif,.tiff";

export function AddPhotosForm({ onDone }: { onDone?: () => void }) {
  return (
    <div className={css.ways}>
      <section className={css.way} aria-label="A folder on this machine">
        <h3>A folder on this machine</h3>
        <p>Your photos stay where they are. Kenfolk only reads them, and notices when something changes.</p>
        <FolderChooser onAdded={onDone} />
      </section>
      <section className={css.way} aria-label="Files from this device">
        <h3>Files from this device</h3>
        <p>Drop pictures or whole folders anywhere in this window, or choose them here.</p>
        <FileButton
          multiple
          accept={PICTURES}
          inputProps={{ "aria-label": "Files to upload" }}
          onChange={(files) => {
            addFiles(files);
            onDone?.();
          }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<ImageUp size={17} aria-hidden />}>
              Choose files
            </Button>
          )}
        </FileButton>
      </section>
    </div>
  );
}
