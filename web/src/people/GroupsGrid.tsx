// Unnamed groups, biggest first, each with a field for its name. Enter goes on to the next one; a group that is dragged
// onto somebody gets their name, and one that is dragged onto another group is one with it.
import { useRef, useState } from "react";
import type { Group } from "../api/types";
import { t } from "../locales/i18n";
import { VirtualGrid } from "../ui/VirtualGrid";
import { useGroupActions } from "./actions";
import { knownPerson } from "./crowd";
import { useDecide } from "./decide";
import { startDrag } from "./drag";
import css from "./Groups.module.css";
import { GroupTile } from "./GroupTile";
import type { Named } from "./nameChoices";
import { useNameGroup } from "./useNameGroup";

export function GroupsGrid({ groups, onEnd }: { groups: Group[]; onEnd?: () => void }) {
  const { place, draw } = useGroupTiles(groups);
  return (
    <div ref={place}>
      <VirtualGrid
        items={groups}
        label={t("people:groups")}
        keyOf={(g) => g.id}
        tile={172}
        below={77}
        gap={20}
        onEnd={onEnd}
      >
        {draw}
      </VirtualGrid>
    </div>
  );
}

/** The biggest groups in one line, to be scrolled sideways. */
export function GroupsStrip({ groups }: { groups: Group[] }) {
  const { place, draw } = useGroupTiles(groups);
  return (
    <div ref={place}>
      <ul className={css.strip} aria-label={t("people:groups")}>
        {groups.map((group, index) => (
          <li key={group.id}>{draw(group, index)}</li>
        ))}
      </ul>
    </div>
  );
}

function useGroupTiles(groups: Group[]) {
  const actionsFor = useGroupActions();
  const nameGroup = useNameGroup();
  const decide = useDecide();
  const place = useRef<HTMLDivElement>(null);
  const [naming, setNaming] = useState<ReadonlySet<number>>(new Set());
  const name = async (groupId: number, choice: Named) => {
    setNaming((now) => new Set(now).add(groupId));
    try {
      return await nameGroup(groupId, choice);
    } finally {
      setNaming((now) => new Set([...now].filter((id) => id !== groupId)));
    }
  };
  const goOn = (index: number) => {
    // The named tile has left, so the next one stands at its place.
    const field = place.current?.querySelector<HTMLInputElement>(`[data-at="${index}"] input`);
    field?.focus();
  };
  const press = (group: Group) => (event: React.PointerEvent) =>
    startDrag(event, {
      from: { kind: "group", id: group.id },
      pictures: group.sample.slice(0, 3).map((face) => face.chip_url),
      words: "",
      onDrop: (on) => {
        if (on.kind === "person") return name(group.id, { personId: on.id, name: knownPerson(on.id)?.name ?? "" });
        const other = groups.find(({ id }) => id === on.id)?.sample[0];
        const mine = group.sample[0];
        if (mine && other) decide({ kind: "join", face_ids: [mine.face_id, other.face_id] });
      },
    });
  const draw = (group: Group, index: number) => (
    <div data-at={index}>
      <GroupTile
        group={group}
        busy={naming.has(group.id)}
        actions={actionsFor(group.id)}
        onPointerDown={press(group)}
        onName={(choice) => {
          const typing = document.activeElement instanceof HTMLInputElement;
          name(group.id, choice).then((done) => done && typing && goOn(index));
        }}
      />
    </div>
  );
  return { place, draw };
}
