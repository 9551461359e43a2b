// All faces of a person: pick some, then confirm them, take them out, give them to somebody else, or make one the cover.
import { Button, Popover } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Check, ScanFace, UserRoundPen } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Face, Person } from "../api/types";
import { useDecide } from "../people/decide";
import { NameField } from "../people/NameField";
import { useNameFaces } from "../people/useNameGroup";
import { type Action, ActionsMenu } from "../ui/Actions";
import { isFree } from "../ui/keys";
import { moveFocus } from "../ui/moveFocus";
import { SelectionBar } from "../ui/SelectionBar";
import { Empty, Failed, SkeletonGrid } from "../ui/states";
import { useNextPage } from "../ui/useNextPage";
import { usePhone } from "../ui/usePhone";
import { useSelection } from "../ui/useSelection";
import { VirtualGrid } from "../ui/VirtualGrid";
import { useFaceActions } from "./actions";
import { FaceTile } from "./FaceTile";
import { FaceTools, useFaceFilter } from "./FaceTools";
import { useFaces } from "./queries";

export function FacesOfPerson({ person }: { person: Person }) {
  const { t } = useTranslation(["person", "common"]);
  const { filter, isFiltered } = useFaceFilter(person);
  const { faces, isPending, error, refetch, ...query } = useFaces(filter);
  const { name } = person;
  if (error && faces.length === 0) return <Failed error={error} retry={refetch} />;
  return (
    <>
      <FaceTools person={person} />
      {isPending ? (
        <SkeletonGrid count={18} label={false} />
      ) : faces.length === 0 ? (
        <Empty icon={<ScanFace size={30} />} title={t(isFiltered ? "faces.noneHere" : "faces.none", { name })}>
          {isFiltered && t("faces.noneHereAbout")}
        </Empty>
      ) : (
        <Grid key={JSON.stringify(filter)} person={person} faces={faces} query={query} />
      )}
    </>
  );
}

type GridProps = { person: Person; faces: Face[]; query: Parameters<typeof useNextPage>[0] };

function Grid({ person, faces, query }: GridProps) {
  const { t } = useTranslation(["person", "common"]);
  const more = useNextPage(query);
  const { chosen, toggle, set, clear } = useSelection();
  const actionsFor = useFaceActions({ person, after: clear });
  const order = faces.map((face) => face.id);
  const picked = faces.filter((face) => chosen.has(face.id));
  const ids = picked.map((face) => face.id);
  const pickAll = (event: globalThis.KeyboardEvent) => {
    if (!isFree(event)) return;
    event.preventDefault();
    set(order);
  };
  useHotkeys([["mod+A", pickAll, { preventDefault: false }]]);
  const move = (event: KeyboardEvent) => {
    const from = faceAt(event.target);
    const to = faceAt(moveFocus(event, "button[data-face]"));
    // With shift the selection grows along: what one comes from, and what one goes to.
    if (event.shiftKey && from !== undefined && to !== undefined) {
      if (!chosen.has(from)) toggle(from);
      toggle(to, { shift: true, order });
    }
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the buttons inside */}
      <div onKeyDown={move}>
        <VirtualGrid
          items={faces}
          label={t("faces.label", { name: person.name })}
          keyOf={(f) => f.id}
          tile={124}
          fewest={3}
          gap={12}
          onEnd={more}
        >
          {(face, index) => (
            <FaceTile
              face={face}
              personId={person.id}
              label={t(face.tag?.source === "machine" ? "faces.faceMachine" : "faces.face", {
                number: index + 1,
                name: person.name,
              })}
              look={chosen.has(face.id) ? "picked" : undefined}
              pressed={chosen.has(face.id)}
              onPress={(shift) => toggle(face.id, { shift, order })}
            />
          )}
        </VirtualGrid>
      </div>
      <SelectionBar count={ids.length} words={t("common:faces", { count: ids.length })} onClear={clear}>
        <Confirm faces={picked} person={person} onDone={clear} />
        <MoveTo faceIds={ids} from={person.id} onDone={clear} />
        <Deeds actions={actionsFor(ids)} />
      </SelectionBar>
    </>
  );
}

function faceAt(target: EventTarget | null | undefined) {
  const id = target instanceof Element && target.closest("[data-face]")?.getAttribute("data-face");
  return id ? Number(id) : undefined;
}

/** What the machine said of these faces is right. */
function Confirm({ faces, person, onDone }: { faces: Face[]; person: Person; onDone: () => void }) {
  const { t } = useTranslation(["person", "common"]);
  const decide = useDecide();
  const face_ids = faces.filter((face) => face.tag?.source === "machine").map((face) => face.id);
  if (face_ids.length === 0) return null;
  const confirm = () => {
    onDone();
    decide({ kind: "confirm", face_ids, person_id: person.id });
  };
  return (
    <Button size="sm" leftSection={<Check size={16} aria-hidden />} onClick={confirm}>
      {t("faces.confirm", { count: face_ids.length })}
    </Button>
  );
}

/** What else can be done: side by side where there is room, in a menu on a phone. */
function Deeds({ actions }: { actions: Action[] }) {
  const { t } = useTranslation(["person", "common"]);
  if (usePhone()) return <ActionsMenu variant="default" label={t("faces.more")} actions={actions} />;
  return actions.map(({ id, label, icon: Icon, run, danger }) => (
    <Button
      key={id}
      size="sm"
      variant="default"
      maw={240}
      title={label}
      c={danger ? "var(--kf-danger)" : undefined}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={run}
    >
      {label}
    </Button>
  ));
}

type MoveProps = { faceIds: number[]; from?: number; onDone: () => void; words?: string };

export function MoveTo({ faceIds, from, onDone, words }: MoveProps) {
  const { t } = useTranslation(["person", "common"]);
  const [open, setOpen] = useState(false);
  const nameFaces = useNameFaces();
  return (
    <Popover opened={open} onChange={setOpen} position="top" width={290} trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="sm"
          variant={from ? "default" : "filled"}
          leftSection={<UserRoundPen size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {words ?? t("faces.somebodyElse")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <NameField
          label={t("faces.who")}
          placeholder={t("faces.who")}
          autoFocus
          inside
          exclude={from}
          onCancel={() => setOpen(false)}
          onCommit={(choice) => {
            setOpen(false);
            nameFaces(faceIds, choice).then((done) => done && onDone());
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
