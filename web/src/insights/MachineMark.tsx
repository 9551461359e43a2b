// Says of a name that no human gave it. The one mark for it, wherever names are shown.
import { Tooltip } from "@mantine/core";
import { WandSparkles } from "lucide-react";
import type { Face } from "../api/types";
import css from "./MachineMark.module.css";
import { useTrust } from "./queries";
import { tellMachine, wholePercent } from "./trustWords";

type Props = { face: Face; look?: "pill" | "icon" | "words" };

export function MachineMark({ face, look = "pill" }: Props) {
  const { tag } = face;
  return tag?.source === "machine" ? <Mark probability={tag.probability} look={look} /> : null;
}

function Mark({ probability, look }: { probability: number | null; look: Props["look"] }) {
  const { data: trust } = useTrust();
  const words = tellMachine(probability, trust);
  if (look === "words") return words;
  const proven = trust?.state === "kept";
  return (
    <Tooltip label={words} multiline maw={250}>
      <span className={css.mark} data-look={look} data-unproven={(trust && !proven) || undefined}>
        <WandSparkles size={look === "icon" ? 13 : 12} aria-hidden />
        {look === "pill" && probability !== null && wholePercent(Math.floor(probability * 100 + 1e-6) / 100)}
        <span className="sr-only">{words}</span>
      </span>
    </Tooltip>
  );
}
