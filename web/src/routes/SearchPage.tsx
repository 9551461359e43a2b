// Search: one line, the same as chips, and what it finds. The address is the search.
import { Button, Collapse } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ScanFace, SlidersHorizontal } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Timeline } from "../photos/Timeline";
import { Builder } from "../search/Builder";
import { Chips } from "../search/Chips";
import { FaceSearch, LikeFace } from "../search/FaceSearch";
import { Problems } from "../search/Problems";
import { foundQuery } from "../search/queries";
import { SavedSearches, SaveSearch } from "../search/SavedSearches";
import css from "../search/Search.module.css";
import { SearchBox } from "../search/SearchBox";
import { searchSource } from "../search/source";
import { Teaching } from "../search/Teaching";
import { usePictures } from "../search/usePictures";
import { DropVeil } from "../ui/DropVeil";
import { Page } from "../ui/Page";
import { Failed } from "../ui/states";

const route = getRouteApi("/search");
const PAUSE = 250; // ms without a letter, after which what is typed is searched

export function SearchPage() {
  const { t } = useTranslation("search");
  const { q = "", face } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(q);
  const sent = useRef(q);
  const [building, setBuilding] = useState(false);
  const [showing, setShowing] = useState(false);
  // A picture that is dropped here is searched with, whether or not the panel is open, and never added.
  const [picture, setPicture] = useState<Blob | null>(null);
  const over = usePictures((dropped) => {
    setPicture(dropped);
    setShowing(true);
  });
  const closeFaces = () => {
    setPicture(null);
    setShowing(false);
  };
  const input = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => input.current?.focus()]]);
  // The address came from elsewhere: a link, or the way back.
  useEffect(() => {
    if (q !== sent.current) setText(q);
    sent.current = q;
  }, [q]);
  const go = (next: string, replace: boolean) => {
    sent.current = next.trim();
    navigate({ search: { q: next.trim() || undefined }, replace, resetScroll: false });
  };
  const typed = useDebouncedCallback((next: string) => go(next, true), PAUSE);
  const set = (next: string) => {
    typed.cancel();
    setText(next);
    go(next, false);
  };
  const { data, error, refetch } = useQuery({ ...foundQuery(q), enabled: q !== "" });
  const found = q ? data : undefined;
  return (
    <Page title={t("title")} about={q ? found && t("results.count", { count: found.photos }) : t("about")}>
      <search className={css.top}>
        <div className={css.line}>
          <SearchBox
            text={text}
            inputRef={input}
            onChange={(next) => {
              setText(next);
              typed(next);
            }}
            onCommit={() => set(text)}
          />
          <div className={css.tools}>
            <Button
              variant="default"
              className={css.tool}
              data-on={building || undefined}
              leftSection={<SlidersHorizontal size={17} aria-hidden />}
              aria-expanded={building}
              onClick={() => setBuilding(!building)}
            >
              {t("tools.builder")}
            </Button>
            <Button
              variant="default"
              className={css.tool}
              data-on={showing || undefined}
              leftSection={<ScanFace size={17} aria-hidden />}
              aria-expanded={showing}
              onClick={() => (showing ? closeFaces() : setShowing(true))}
            >
              {t("tools.face")}
            </Button>
            {q && <SaveSearch q={q} />}
          </div>
        </div>
        <Collapse expanded={building} keepMounted={false}>
          <Builder found={found} text={text.trim()} onText={set} />
        </Collapse>
        {showing && <FaceSearch picture={picture} over={over} onClose={closeFaces} />}
        {over && !showing && (
          <DropVeil icon={<ScanFace size={44} aria-hidden />} title={t("face.dropHere")} words={t("face.promise")} />
        )}
        {face && <LikeFace faceId={face} onClose={() => navigate({ search: q ? { q } : {} })} />}
        {found && <Chips found={found} onText={set} />}
        {found && <Problems found={found} onText={set} />}
      </search>
      {error && !found ? (
        <Failed error={error} retry={refetch} />
      ) : q ? (
        <Timeline source={searchSource(q)} emptyTitle={t("results.none")} emptyWords={t("results.noneWords")} />
      ) : (
        !face && (
          <div className={css.start}>
            <SavedSearches />
            <Teaching />
          </div>
        )
      )}
    </Page>
  );
}
