import { Button } from "@mantine/core";
import { getRouteApi, useCanGoBack, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isGone } from "../api/client";
import { usePhoto } from "../photos/queries";
import { librarySource } from "../photos/source";
import { useNeighbours, useTile } from "../photos/useNeighbours";
import { useSlideshow } from "../photos/useSlideshow";
import { Viewer } from "../photos/Viewer";
import css from "../photos/Viewer.module.css";
import { searchSource } from "../search/source";
import { Failed, NotFound } from "../ui/states";

const route = getRouteApi("/photos/$photoId");

export function PhotoPage() {
  const { t } = useTranslation("photos");
  const { photoId } = route.useParams();
  const { person, q, face } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const { data: photo, error, refetch } = usePhoto(photoId);
  const source = q ? searchSource(q) : librarySource(person);
  const { newer, older, isEnd } = useNeighbours(photo, source);
  const tile = useTile(source, photoId);
  const close = () =>
    canGoBack ? router.history.back() : navigate(q ? { to: "/search", search: { q } } : { to: "/photos" });
  // Looking on replaces the address, so that going back leaves the viewer at once.
  const goTo = (id: number) =>
    navigate({ to: "/photos/$photoId", params: { photoId: id }, search: source.search, replace: true });
  const slides = useSlideshow({
    photoId,
    end: isEnd,
    coming: older?.imageUrl,
    next: () => older && goTo(older.id),
  });
  if (isGone(error)) {
    return <NotFound title={t("viewer.gone")}>{t("viewer.goneWords")}</NotFound>;
  }
  if (error && !photo) {
    return (
      <div className={css.failed}>
        <Failed error={error} retry={refetch} />
        <Button variant="default" onClick={close}>
          {t("viewer.back")}
        </Button>
      </div>
    );
  }
  return (
    <Viewer
      photoId={photoId}
      photo={photo}
      tile={tile}
      newer={newer}
      older={older}
      goTo={goTo}
      close={close}
      startFace={face}
      slides={slides}
    />
  );
}
