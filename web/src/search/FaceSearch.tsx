// Search by a face somebody shows: chosen, dropped, pasted or taken with the phone. The server forgets it at once.
import { Button, CloseButton, Loader, Paper } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Camera, ImageUp, ShieldCheck, UserRoundSearch } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { chipUrl } from "../api/urls";
import { wordsFor } from "../ui/explain";
import { formatMoment, percent } from "../ui/words";
import { quoted } from "./editing";
import css from "./FaceSearch.module.css";
import { type Looked, likeFaceQuery, lookAt, type ShownFace } from "./queries";

type Look = { isPending?: boolean; data?: Looked; error?: unknown };

type FaceSearchProps = {
  /** What was dropped or pasted on the page last. */
  picture: Blob | null;
  over: boolean;
  onClose: () => void;
};

export function FaceSearch({ picture, over, onClose }: FaceSearchProps) {
  const { t } = useTranslation("search");
  const [shown, setShown] = useState("");
  const [look, setLook] = useState<Look>({});
  const aborter = useRef<AbortController | null>(null);
  const show = (picture: Blob) => {
    aborter.current?.abort();
    const mine = new AbortController();
    aborter.current = mine;
    setShown(URL.createObjectURL(picture));
    setLook({ isPending: true });
    lookAt(picture, mine.signal).then(
      (data) => mine.signal.aborted || setLook({ data }),
      (error) => mine.signal.aborted || setLook({ error }),
    );
  };
  useEffect(() => () => (shown ? URL.revokeObjectURL(shown) : undefined), [shown]);
  useEffect(() => () => aborter.current?.abort(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each picture
  useEffect(() => {
    if (picture) show(picture);
  }, [picture]);
  return (
    <Paper className={css.panel} role="region" aria-label={t("face.title")} data-over={over || undefined}>
      <div className={css.head}>
        <h2>{t("face.title")}</h2>
        <CloseButton aria-label={t("face.close")} onClick={onClose} />
      </div>
      <div className={css.ways}>
        <Pick label={t("face.choose")} icon={<ImageUp size={18} aria-hidden />} onPick={show} />
        <Pick label={t("face.camera")} icon={<Camera size={18} aria-hidden />} onPick={show} camera />
        <span className={css.hint}>{t("face.drop")}</span>
      </div>
      <p className={css.promise}>
        <ShieldCheck size={16} aria-hidden /> {t("face.promise")}
      </p>
      <div role="status" aria-live="polite">
        {look.isPending && (
          <p className={css.hint}>
            <Loader size={14} /> {t("face.looking")}
          </p>
        )}
        {look.error !== undefined && <p className={css.problem}>{wordsFor(look.error).message}</p>}
        {look.data?.faces.length === 0 && <p className={css.problem}>{t("face.none")}</p>}
      </div>
      {shown && look.data && look.data.faces.length > 0 && <Seen looked={look.data} picture={shown} />}
    </Paper>
  );
}

type PickProps = { label: string; icon: React.ReactNode; onPick: (picture: Blob) => void; camera?: boolean };

function Pick({ label, icon, onPick, camera = false }: PickProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={camera ? "default" : "filled"}
        leftSection={icon}
        className={camera ? css.camera : undefined}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture={camera ? "user" : undefined}
        hidden
        aria-label={label}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) onPick(file);
        }}
      />
    </>
  );
}

/** The picture with its faces: one is chosen, and below stands whom it looks like. */
function Seen({ looked, picture }: { looked: Looked; picture: string }) {
  const { t } = useTranslation("search");
  const [chosen, setChosen] = useState(0);
  const face = looked.faces[chosen] ?? looked.faces[0];
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return (
    <div className={css.seen}>
      <div>
        <div className={css.picture} style={{ aspectRatio: looked.width / looked.height }}>
          <img src={picture} alt={t("face.yours")} />
          {looked.faces.map(({ box }, at) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: faces of one picture stay in their order
              key={at}
              type="button"
              aria-pressed={at === chosen}
              aria-label={t("face.nth", { at: at + 1, count: looked.faces.length })}
              onClick={() => setChosen(at)}
              style={{
                left: share(box[0], looked.width),
                top: share(box[1], looked.height),
                width: share(box[2] - box[0], looked.width),
                height: share(box[3] - box[1], looked.height),
              }}
            />
          ))}
        </div>
        {looked.faces.length > 1 && <p className={css.hint}>{t("face.several")}</p>}
      </div>
      {face && <Likeness face={face} />}
    </div>
  );
}

export function Likeness({ face }: { face: ShownFace }) {
  const { t } = useTranslation("search");
  return (
    <div className={css.likeness}>
      {face.people.length > 0 ? (
        <ul className={css.people} aria-label={t("face.people")}>
          {face.people.map(({ person, chance }) => (
            <li key={person.id}>
              {person.cover_url ? <img src={person.cover_url} alt="" /> : <UserRoundSearch size={20} aria-hidden />}
              <span>
                {t("face.looksLike", { name: person.name })}
                <small>{t("face.chance", { chance: percent(chance) })}</small>
              </span>
              <Button
                component={Link}
                size="compact-md"
                variant="light"
                to="/search"
                search={{ q: `${quoted(person.name)}#${person.id}` } as never}
              >
                {t("face.photosOf")}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className={css.hint}>{t("face.nobody")}</p>
      )}
      {face.nearest.length > 0 && (
        <>
          <h3>{t("face.nearest")}</h3>
          <ul className={css.nearest}>
            {face.nearest.map(({ face: near, photo }) => (
              <li key={near.id}>
                <Link
                  to="/photos/$photoId"
                  params={{ photoId: photo.id }}
                  search={{ face: near.id }}
                  aria-label={t("face.near", {
                    name: near.tag?.name ?? t("face.unnamed"),
                    when: formatMoment(photo.taken_at),
                  })}
                >
                  <img src={near.chip_url} alt="" loading="lazy" />
                  <span>{near.tag?.name ?? t("face.unnamed")}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Faces like one of the library: the address can be shared. */
export function LikeFace({ faceId, onClose }: { faceId: number; onClose: () => void }) {
  const { t } = useTranslation("search");
  const { data, error } = useQuery(likeFaceQuery(faceId));
  return (
    <Paper className={css.panel} role="region" aria-label={t("face.like")}>
      <div className={css.head}>
        <h2>{t("face.like")}</h2>
        <CloseButton aria-label={t("face.close")} onClick={onClose} />
      </div>
      <div className={css.seen}>
        <img className={css.asked} src={chipUrl(faceId)} alt={t("face.asked")} />
        {data && <Likeness face={data} />}
        {error && <p className={css.problem}>{wordsFor(error).message}</p>}
      </div>
    </Paper>
  );
}
