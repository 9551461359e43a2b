// Somebody growing up: a line of their best faces for each age, or each year while the birthday is not known.
import { Skeleton } from "@mantine/core";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ScanFace } from "lucide-react";
import { type CSSProperties, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Age, Person } from "../api/types";
import { BirthDate } from "../people/BirthDate";
import { moveFocus } from "../ui/moveFocus";
import { Empty, Failed } from "../ui/states";
import { formatDay, formatSpan } from "../ui/words";
import css from "./Person.module.css";
import { useAges } from "./queries";

const HEAD = 36;
const GAP = 24;

export function AgesOfPerson({ person }: { person: Person }) {
  const { t } = useTranslation("person");
  const { data, error, refetch } = useAges(person.id);
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <AgesToCome />;
  if (data.ages.length === 0) {
    return <Empty icon={<ScanFace size={30} />} title={t("ages.none", { name: person.name })} />;
  }
  return (
    <>
      {!data.birth_date && (
        <p className={css.hint}>
          {t("ages.addBirthday")} <BirthDate person={person} />
        </p>
      )}
      <Rows ages={data.ages} person={person} byAge={data.birth_date !== null} />
    </>
  );
}

type RowsProps = { ages: Age[]; person: Person; byAge: boolean };

function Rows({ ages, person, byAge }: RowsProps) {
  const { t } = useTranslation("person");
  const { ref: sizeRef, width } = useElementSize();
  const place = useRef<HTMLOListElement>(null);
  const ref = useMergedRef(sizeRef, place);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    if (place.current) setMargin(place.current.getBoundingClientRect().top + window.scrollY);
  });
  const wide = width || window.innerWidth;
  const face = wide < 600 ? 92 : wide < 1700 ? 124 : 160;
  const height = HEAD + face + GAP;
  const virtual = useWindowVirtualizer({
    count: ages.length,
    estimateSize: () => height,
    overscan: 3,
    scrollMargin: margin,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height makes every row's place stale
  useLayoutEffect(() => virtual.measure(), [height]);
  const sizes = {
    height: virtual.getTotalSize(),
    "--face": `${face}px`,
    "--row": `${height - GAP}px`,
  } as CSSProperties;
  return (
    <ol
      ref={ref}
      className={css.ages}
      style={sizes}
      aria-label={t("ages.label", { name: person.name })}
      onKeyDown={(event) => moveFocus(event, "a[data-aged]")}
    >
      {virtual.getVirtualItems().map((row) => {
        const age = ages[row.index];
        if (!age) return null;
        return (
          <li key={row.key} className={css.age} style={{ transform: `translateY(${row.start - margin}px)` }}>
            <AgeRow age={age} person={person} byAge={byAge} />
          </li>
        );
      })}
    </ol>
  );
}

function AgeRow({ age, person, byAge }: { age: Age; person: Person; byAge: boolean }) {
  const { t } = useTranslation("person");
  const { number, since, until, faces, best } = age;
  const isBefore = byAge && number < 0;
  return (
    <>
      <div className={css.ageHead}>
        <h2>{byAge ? titleOf(number) : String(number)}</h2>
        {byAge && <span>{isBefore ? t("ages.beforeAbout") : formatSpan(since, until)}</span>}
        <Link to="/people/$personId" params={{ personId: person.id }} search={{ tab: "faces", since, until }}>
          {t("ages.all", { count: faces })}
        </Link>
      </div>
      <ul className={css.strip}>
        {best.map((one) => (
          <li key={one.face_id}>
            <Link
              data-aged
              to="/photos/$photoId"
              params={{ photoId: one.photo_id }}
              search={{ person: person.id, face: one.face_id }}
              aria-label={t("ages.face", { name: person.name, day: formatDay(one.taken_at) })}
              title={formatDay(one.taken_at)}
            >
              <img src={one.chip_url} alt="" loading="lazy" draggable={false} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );

  function titleOf(years: number) {
    if (years < 0) return t("ages.before");
    return years === 0 ? t("ages.baby") : t("ages.years", { count: years });
  }
}

function AgesToCome() {
  return (
    <div aria-busy="true">
      {[0, 1, 2].map((row) => (
        <div key={row}>
          <Skeleton width={130} height={18} mb={12} />
          <Skeleton height={124} mb={GAP} radius="lg" />
        </div>
      ))}
    </div>
  );
}
