// Who is in a photo, and what is known about the file and how it was taken.
import { Button, CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Face, PhotoDetail } from "../api/types";
import { inReadingOrder } from "../faces/geometry";
import { sayWhy, whoIs } from "../faces/who";
import { MachineMark } from "../insights/MachineMark";
import { fileName, formatBytes, formatMoment, formatNumber } from "../ui/words";
import css from "./InfoPanel.module.css";
import { shotQuery } from "./queries";
import { cameraOf, exposureOf, focalOf, placeWords } from "./shotWords";

type Props = { photo: PhotoDetail; onFace: (faceId: number) => void; onClose: () => void };

export function InfoPanel({ photo, onFace, onClose }: Props) {
  const { t } = useTranslation("photos");
  return (
    <aside className={css.panel} aria-label={t("viewer.about")}>
      <div className={css.head}>
        <h2>{t("info.people")}</h2>
        <CloseButton className={css.close} onClick={onClose} aria-label={t("info.close")} />
      </div>
      {photo.faces_list.length === 0 && <p className={css.none}>{t("info.none")}</p>}
      <ul className={css.faces}>
        {inReadingOrder(photo.faces_list).map((face) => (
          <FaceLine key={face.id} face={face} onFace={onFace} />
        ))}
      </ul>
      <h2>{t("info.details")}</h2>
      <Facts photo={photo} />
      <Button
        component="a"
        className={css.download}
        variant="default"
        href={photo.original_url}
        download={fileName(photo.path)}
        leftSection={<Download size={17} aria-hidden />}
      >
        {t("viewer.download")}
      </Button>
    </aside>
  );
}

function FaceLine({ face, onFace }: { face: Face; onFace: Props["onFace"] }) {
  const { t } = useTranslation("photos");
  return (
    <li>
      <button type="button" onClick={() => onFace(face.id)}>
        <img src={face.chip_url} alt="" loading="lazy" />
        <span>
          {whoIs(face)}
          <small>
            <MachineMark face={face} look="words" />
            {sayWhy(face)}
          </small>
        </span>
      </button>
      {face.tag && face.tag.person_id > 0 && (
        <Link
          to="/people/$personId"
          params={{ personId: face.tag.person_id }}
          aria-label={t("info.pageOf", { name: face.tag.name })}
        >
          <ChevronRight size={19} aria-hidden />
        </Link>
      )}
    </li>
  );
}

function Facts({ photo }: { photo: PhotoDetail }) {
  const { t } = useTranslation("photos");
  const { data: shot, isPending, isError } = useQuery(shotQuery(photo.id, photo.sha256));
  const byFile = shot !== undefined && shot.taken_at === null;
  const { width, height, format } = photo;
  const pixels = width && height && { width: formatNumber(width), height: formatNumber(height) };
  return (
    <dl className={css.facts} aria-busy={isPending}>
      <Fact name={t(byFile ? "info.takenByFile" : "info.taken")}>{formatMoment(photo.taken_at)}</Fact>
      <Fact name={t("info.camera")}>{(shot && cameraOf(shot)) ?? photo.camera}</Fact>
      <Fact name={t("info.lens")}>{shot?.lens}</Fact>
      <Fact name={t("info.exposure")}>{shot && exposureOf(shot)}</Fact>
      <Fact name={t("info.focal")}>{shot && focalOf(shot)}</Fact>
      <Fact name={t("info.place")}>{shot && placeWords(shot)}</Fact>
      <Fact name={t("info.picture")}>
        {pixels && t("info.pixels", { ...pixels, format: (format ?? "").toUpperCase() })}
      </Fact>
      <Fact name={t("info.size")}>{formatBytes(photo.size)}</Fact>
      <Fact name={t("info.file")}>{fileName(photo.path)}</Fact>
      <Fact name={t("info.folder")}>{folderOf(photo.file_path)}</Fact>
      <Fact name={t("info.software")}>{shot?.software}</Fact>
      <Fact name={t("info.problem")}>{photo.error ?? (isError && t("info.noNotes"))}</Fact>
    </dl>
  );
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.length - fileName(path).length - 1));

function Fact({ name, children }: { name: string; children: string | number | null | undefined | false }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
