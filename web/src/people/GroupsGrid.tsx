// Unnamed groups, biggest first, each with a field for its name. Enter goes on to the next one.
import { useRef } from "react";
import type { Group } from "../api/types";
import { VirtualGrid } from "../ui/VirtualGrid";
import { useGroupActions } from "./actions";
import { GroupTile } from "./GroupTile";
import { useNameGroup } from "./useNameGroup";

export function GroupsGrid({ groups, onEnd }: { groups: Group[]; onEnd?: () => void }) {
  const actionsFor = useGroupActions();
  const nameGroup = useNameGroup();
  const place = useRef<HTMLDivElement>(null);
  const goOn = (index: number) => {
    // The named tile has left, so the next one stands at its place.
    const field = place.current?.querySelector<HTMLInputElement>(`[data-at="${index}"] input`);
    field?.focus();
  };
  return (
    <div ref={place}>
      <VirtualGrid
        items={groups}
        label="Groups without a name"
        keyOf={(g) => g.id}
        tile={172}
        below={77}
        gap={20}
        onEnd={onEnd}
      >
        {(group, index) => (
          <div data-at={index}>
            <GroupTile
              group={group}
              actions={actionsFor(group.id)}
              onName={(choice) => {
                const typing = document.activeElement instanceof HTMLInputElement;
                nameGroup(group.id, choice).then((done) => done && typing && goOn(index));
              }}
            />
          </div>
        )}
      </VirtualGrid>
    </div>
  );
}
