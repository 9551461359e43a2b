// Everybody in a grid that stays smooth however many they are: look, pick, drag one onto another, all by keyboard too.
import { useRouter } from "@tanstack/react-router";
import {
  type FocusEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { Brief } from "../api/types";
import { t, withWords } from "../locales/i18n";
import { prepare } from "../ui/Actions";
import { isFree } from "../ui/keys";
import { later } from "../ui/later";
import { countColumns } from "../ui/VirtualGrid";
import { usePersonActions } from "./actions";
import { CrowdBar } from "./CrowdBar";
import css from "./CrowdGrid.module.css";
import { CrowdRow } from "./CrowdRow";
import { covers, useCoversOf } from "./covers";
import { findLetter, fold } from "./crowd";
import { hasJustSaid, useUndoLast } from "./decide";
import { type Dropped, startDrag } from "./drag";
import { nextTile, type Place, scrollToShow } from "./gridMath";
import type { Merging } from "./MergePreview";
import type { Deeds } from "./PersonTile";
import { tileWords } from "./tileWords";
import { useCrowdSelection } from "./useCrowdSelection";
import { useMarquee } from "./useMarquee";
import { useNameGroup } from "./useNameGroup";
import { useFrame, useRows } from "./useRows";

const useMergeDialog = later(withWords(["people"], () => import("./MergeDialog")));
const useMergePreview = later(withWords(["people"], () => import("./MergePreview")));

const [TILE, GAP, BELOW] = [164, 20, 60];
const TYPING = 900; // milliseconds in which letters belong together

type Props = { people: Brief[]; label: string; hidden?: boolean; byName?: boolean };

export function CrowdGrid({ people, label, hidden = false, byName = false }: Props) {
  const { i18n } = useTranslation("people");
  const router = useRouter();
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
  const [menuOf, setMenuOf] = useState<number | null>(null);
  const wanted = useRef(false); // the tile that is active now is to have the focus

  const grid = useRef<HTMLDivElement>(null);
  const frame = useFrame(grid);
  const wide = frame.width || window.innerWidth;
  const gap = wide < 500 ? 12 : GAP;
  const columns = countColumns(wide, wide > 1700 ? TILE * 1.25 : TILE, gap, 2);
  const tile = (wide - gap * (columns - 1)) / columns;
  const place: Place = { columns, width: tile, height: tile + BELOW, gap, count: people.length };
  const latest = useRef({ place, top: frame.top });
  latest.current = { place, top: frame.top };

  const step = place.height + gap;
  const rows = Math.ceil(people.length / columns);
  const { first, last } = useRows({ top: frame.top, step, rows });
  useCoversOf(useMemo(() => ids.slice(first * columns, (last + 1) * columns), [ids, first, last, columns]));

  const goTo = useCallback((at: number) => {
    const { place, top } = latest.current;
    const row = Math.floor(at / place.columns) * (place.height + place.gap);
    const y = scrollToShow({ top: top + row, height: place.height }, { y: window.scrollY, tall: window.innerHeight });
    wanted.current = true;
    setActive(at);
    if (y !== window.scrollY) window.scrollTo({ top: y, behavior: "instant" });
  }, []);
  useEffect(() => {
    if (!wanted.current) return;
    const link = grid.current?.querySelector<HTMLElement>(`[data-at="${active}"] a`);
    if (!link) return; // its row comes with the next drawing
    wanted.current = false;
    link.focus({ preventScroll: true });
  });

  useMarquee({
    grid,
    place: useCallback(() => latest.current.place, []),
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
  const isSelecting = picks.chosen.size > 0;
  const press = (event: PointerEvent) => {
    const { person, link } = pressed(event, people);
    if (!person || !link || isToCheck(link)) return;
    const dragged = picks.chosen.has(person.id) ? picked : [person];
    startDrag(event, {
      from: { kind: "person", id: person.id },
      pictures: dragged.map((one) => covers.of(one.id) ?? null),
      words: dragged.length > 1 ? String(dragged.length) : "",
      onDrop: drop(dragged),
      onHold: () => picks.toggle(person.id),
    });
  };
  const click = (event: MouseEvent) => {
    const { person, link, button } = pressed(event, people);
    if (!person) return;
    if (button) return setMenuOf(person.id);
    if (!link) return;
    const { shiftKey } = event;
    if (!isToCheck(link) && (isSelecting || shiftKey)) {
      event.preventDefault();
      return picks.toggle(person.id, shiftKey);
    }
    if (event.button !== 0 || event.metaKey || event.ctrlKey || shiftKey || event.altKey) return;
    event.preventDefault();
    router.navigate({
      to: "/people/$personId",
      params: { personId: person.id },
      search: isToCheck(link) ? { tab: "suggestions" } : {},
    });
  };
  const now = useRef<Deeds>(null as never);
  now.current = {
    actions: (person) => actionsFor.one({ ...person, hidden }),
    pick: (event) => {
      const { person } = pressed(event, people);
      if (person) picks.toggle(person.id, (event.nativeEvent as unknown as MouseEvent).shiftKey);
    },
    closeMenu: () => setMenuOf(null),
  };
  const [deeds] = useState<Deeds>(() => ({
    actions: (...of) => now.current.actions(...of),
    pick: (...of) => now.current.pick(...of),
    closeMenu: () => now.current.closeMenu(),
  }));
  const isPrepared = useRef(false);
  const prepareOnce = () => {
    if (isPrepared.current) return;
    isPrepared.current = true;
    prepare();
    router.preloadRoute({ to: "/people/$personId", params: { personId: 1 } }).catch(() => undefined);
  };
  const focus = (event: FocusEvent) => {
    const at = event.target.closest<HTMLElement>("[data-at]")?.dataset.at;
    if (at !== undefined) setActive(Number(at));
    prepareOnce();
  };
  const reachable = active < people.length ? active : 0;
  const menuAt = menuOf === null ? -1 : ids.indexOf(menuOf);
  const merge = () => {
    const [biggest] = [...picked].sort((a, b) => b.faces - a.faces);
    if (biggest && picked.length > 1) setMerging({ ids: picked.map((person) => person.id), into: biggest.id });
  };

  const hide = (some: Brief[]) => actionsFor.all(some, hidden).then(picks.clear);
  const undo = useUndoLast();
  useKeys({ people, columns, active, picked, byName, goTo, merge, hide, undo, ask: setAsking, picks });

  const words = tileWords(i18n.language);
  const shown = frame.width ? Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at) : [];
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: what is pressed are links and buttons, which keys press too */}
      <div
        ref={grid}
        role="list"
        aria-label={label}
        className={css.grid}
        style={{ height: Math.max(0, rows * step - gap) }}
        onClick={click}
        onPointerDown={press}
        onPointerMove={prepareOnce}
        onFocus={focus}
        onContextMenu={(event) => isSelecting && pressed(event, people).link && event.preventDefault()}
      >
        {shown.map((index) => (
          <CrowdRow
            key={index}
            people={people}
            index={index}
            columns={columns}
            top={index * step}
            height={place.height}
            gap={gap}
            active={Math.floor(reachable / columns) === index ? reachable : -1}
            menu={menuAt >= 0 && Math.floor(menuAt / columns) === index ? menuAt : -1}
            chosen={picks.chosen}
            words={words}
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

const isToCheck = (link: HTMLAnchorElement) => link.search !== "";

/** Whom an event is about, and on what of them it happened. */
function pressed(event: { target: EventTarget }, people: readonly Brief[]) {
  const on = event.target as Element;
  const tile = on.closest<HTMLElement>("[data-person]");
  return {
    person: tile ? people[Number(tile.dataset.at)] : undefined,
    link: on.closest("a"),
    button: on.closest("button"),
  };
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
