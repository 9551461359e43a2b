// Everybody in a grid that stays smooth however many they are: look, pick, drag one onto another, all by keyboard too.
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Brief } from "../api/types";
import { t, withWords } from "../locales/i18n";
import { isFree } from "../ui/keys";
import { later } from "../ui/later";
import { countColumns } from "../ui/VirtualGrid";
import gridCss from "../ui/VirtualGrid.module.css";
import { usePersonActions } from "./actions";
import { CrowdBar } from "./CrowdBar";
import { CrowdRow, type Deeds } from "./CrowdRow";
import { findLetter, fold, knownCover } from "./crowd";
import { hasJustSaid, useUndoLast } from "./decide";
import { type Dropped, startDrag } from "./drag";
import { nextTile, type Place } from "./gridMath";
import type { Merging } from "./MergePreview";
import { useCrowdSelection } from "./useCrowdSelection";
import { useMarquee } from "./useMarquee";
import { useNameGroup } from "./useNameGroup";

const useMergeDialog = later(withWords(["people"], () => import("./MergeDialog")));
const useMergePreview = later(withWords(["people"], () => import("./MergePreview")));

const [TILE, GAP, BELOW] = [164, 20, 60];
const TYPING = 900; // milliseconds in which letters belong together

type Props = { people: Brief[]; label: string; hidden?: boolean; byName?: boolean };

export function CrowdGrid({ people, label, hidden = false, byName = false }: Props) {
  const [merging, setMerging] = useState<Merging | null>(null);
  const [asking, setAsking] = useState<Brief | null>(null);
  const endMerging = () => setMerging(null);
  const endAsking = () => setAsking(null);
  const preview = useMergePreview(merging !== null, endMerging);
  const dialog = useMergeDialog(asking !== null, endAsking);
  const ids = useMemo(() => people.map((person) => person.id), [people]);
  const picks = useCrowdSelection(ids);
  const picked = useMemo(() => people.filter((person) => picks.chosen.has(person.id)), [people, picks.chosen]);
  const actionsFor = usePersonActions({ merge: (person) => setAsking(people.find((p) => p.id === person.id) ?? null) });
  const nameGroup = useNameGroup();
  const [active, setActive] = useState(0);
  const wanted = useRef(false); // the tile that is active now is to have the focus

  const { ref: sizeRef, width } = useElementSize();
  const grid = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, grid);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    if (grid.current) setMargin(grid.current.getBoundingClientRect().top + window.scrollY);
  });
  const wide = width || window.innerWidth;
  const columns = countColumns(wide, wide > 1700 ? TILE * 1.25 : TILE, wide < 500 ? 12 : GAP, 2);
  const gap = wide < 500 ? 12 : GAP;
  const tile = (wide - gap * (columns - 1)) / columns;
  const rowHeight = tile + BELOW + gap;
  const place: Place = { columns, width: tile, height: tile + BELOW, gap, count: people.length };
  const latest = useRef(place);
  latest.current = place;

  const virtual = useWindowVirtualizer({
    count: Math.ceil(people.length / columns),
    estimateSize: () => rowHeight,
    overscan: 2,
    scrollMargin: margin,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height makes every row's place stale
  useLayoutEffect(() => virtual.measure(), [rowHeight]);

  const goTo = useCallback(
    (at: number) => {
      wanted.current = true;
      setActive(at);
      virtual.scrollToIndex(Math.floor(at / latest.current.columns), { align: "auto" });
    },
    [virtual],
  );
  const shown = virtual.getVirtualItems();
  useEffect(() => {
    if (!wanted.current) return;
    const link = grid.current?.querySelector<HTMLElement>(`[data-at="${active}"] a`);
    if (!link) return; // its row comes with the next drawing
    wanted.current = false;
    link.focus({ preventScroll: true });
  });

  useMarquee({
    grid,
    place: useCallback(() => latest.current, []),
    onPick: useCallback(
      (tiles: number[], adding: boolean) =>
        picks.pick(
          tiles.map((at) => ids[at] as number),
          adding,
        ),
      [ids, picks.pick],
    ),
  });

  const drop = (dragged: Brief[]) => (on: Dropped) => {
    if (on.kind === "group") {
      const [first] = dragged;
      if (first && dragged.length === 1) nameGroup(on.id, { personId: first.id, name: first.name });
      return;
    }
    setMerging({ ids: [on.id, ...dragged.map((person) => person.id).filter((id) => id !== on.id)], into: on.id });
  };
  const press = (person: Brief, event: React.PointerEvent) => {
    const dragged = picks.chosen.has(person.id) ? picked : [person];
    startDrag(event, {
      from: { kind: "person", id: person.id },
      pictures: dragged.map((one) => knownCover(one.id)),
      words: dragged.length > 1 ? String(dragged.length) : "",
      onDrop: drop(dragged),
      onHold: () => picks.toggle(person.id),
    });
  };
  const now = useRef<Deeds>(null as never);
  now.current = {
    actions: (person) => actionsFor.one({ ...person, hidden }),
    toggle: picks.toggle,
    press,
    focus: setActive,
  };
  const [deeds] = useState<Deeds>(() => ({
    actions: (...of) => now.current.actions(...of),
    toggle: (...of) => now.current.toggle(...of),
    press: (...of) => now.current.press(...of),
    focus: (...of) => now.current.focus(...of),
  }));
  const reachable = active < people.length ? active : 0;
  const merge = () => {
    const [biggest] = [...picked].sort((a, b) => b.faces - a.faces);
    if (biggest && picked.length > 1) setMerging({ ids: picked.map((person) => person.id), into: biggest.id });
  };

  const hide = (some: Brief[]) => actionsFor.all(some, hidden).then(picks.clear);
  const undo = useUndoLast();
  useKeys({ people, columns, active, picked, byName, goTo, merge, hide, undo, ask: setAsking, picks });

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow */}
      <div
        ref={ref}
        role="list"
        aria-label={label}
        className={gridCss.grid}
        style={{ height: Math.max(0, virtual.getTotalSize() - gap) }}
      >
        {shown.map(({ key, index, start }) => (
          <CrowdRow
            key={key}
            people={people}
            index={index}
            columns={columns}
            top={start - margin}
            gap={gap}
            active={Math.floor(reachable / columns) === index ? reachable : -1}
            chosen={picks.chosen}
            deeds={deeds}
          />
        ))}
      </div>
      <CrowdBar
        picked={picked}
        hidden={hidden}
        onClear={picks.clear}
        onMerge={merge}
        onHide={() => hide(picked)}
        label={t("people:selected", { count: picked.length })}
      />
      {preview && <preview.MergePreview merging={merging} onClose={endMerging} onMerged={picks.clear} />}
      {dialog && <dialog.MergeDialog person={asking} onClose={endAsking} />}
    </>
  );
}

type Keys = {
  people: Brief[];
  columns: number;
  active: number;
  picked: Brief[];
  byName: boolean;
  goTo: (at: number) => void;
  merge: () => void;
  hide: (some: Brief[]) => void;
  undo: () => void;
  ask: (person: Brief) => void;
  picks: ReturnType<typeof useCrowdSelection>;
};

/** Arrows move, Space picks, m merges, h hides, u undoes, letters jump where the order is by name. */
function useKeys(keys: Keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let typed = "";
    let typedAt = 0;
    const press = (event: KeyboardEvent) => {
      const { people, columns, active, picked, byName, goTo, merge, hide, undo, ask, picks } = latest.current;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const on = event.target instanceof Element ? event.target : null;
      const tile = on?.closest("[data-person]") ?? null;
      if (!isFree(event) && !(tile && on?.closest("a"))) return;
      const at = Math.min(active, people.length - 1);
      const person = people[at];
      if (!person) return;
      const next = tile ? nextTile(event.key, at, columns, people.length) : undefined;
      const done = (): true => {
        event.preventDefault();
        return true;
      };
      if (next !== undefined) {
        if (event.shiftKey) picks.extend(person.id, people[next]?.id);
        goTo(next);
        return done();
      }
      if (!tile && event.key.startsWith("Arrow") && on === document.body && event.key !== "ArrowUp") return;
      if (event.key === " " && tile) {
        picks.toggle(person.id, event.shiftKey);
        return done();
      }
      const undoes = event.key === "u" && hasJustSaid();
      const now = Date.now();
      const goesOn = typed !== "" && now - typedAt < TYPING;
      if (byName && /^\p{L}$/u.test(event.key) && picked.length === 0 && !undoes) {
        typed = goesOn && fold(typed) !== fold(event.key) ? typed + event.key : event.key;
        typedAt = now;
        const found = findLetter(people, typed);
        if (found >= 0) goTo(found);
        return done();
      }
      if (event.repeat) return;
      if (event.key === "m" && picked.length > 1) merge();
      else if (event.key === "m" && (picked[0] ?? tile)) ask(picked[0] ?? person);
      else if (event.key === "h" && (picked.length > 0 || tile)) hide(picked.length > 0 ? picked : [person]);
      else if (event.key === "u") undo();
      else return;
      return done();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
