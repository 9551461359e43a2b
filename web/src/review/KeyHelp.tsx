import { Kbd, Modal } from "@mantine/core";
import css from "./Review.module.css";
import { KEYS } from "./reviewKeys";

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys">
      <dl className={css.help}>
        {KEYS.map(([keys, words]) => (
          <div key={keys}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
