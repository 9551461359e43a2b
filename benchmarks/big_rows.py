"""The rows of the big library: what every table would say had its photos been taken in and its people been named."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from big_crowd import FIRST, GROUPED, HUMAN, MACHINE, STRANGER, SUGGESTED, BigCrowd
from big_pictures import Link, Pool

from kenfolk.faces.models import DetectedPhoto, Face, FaceVector, VectorClock
from kenfolk.kit.db import Base
from kenfolk.people.models import (
    Arrangement,
    Decision,
    DecisionFace,
    DecisionPerson,
    Group,
    GroupMember,
    Learned,
    Mark,
    Match,
    Person,
    Tag,
)  # fmt: skip
from kenfolk.photos.models import Photo, Source
from kenfolk.photos.names import thumb_key
from kenfolk.photos.places import check_root
from kenfolk.storage.places import write_path

ROOTS = ("camera", "phone", "scans")
CAMERAS = ("Canon EOS R6", "Nikon Z 6", "Pixel 8", "iPhone 14", "iPhone SE", "Lumix TZ101", None)
TOGETHER = 120  # faces that one answer named, at most
PIECE = 60  # faces of a group, at most
TICK = 32  # vectors written at once
GIVEN = """
    Ada Ben Clara David Emma Finn Greta Hugo Ida Jonas Karla Leon Mia Noah Olga Paul Quinn Rosa Samuel Tilda Uwe Vera
    Wanda Xaver Yara Zoe Amir Bruno Carmen Dina Elif Fatima Goran Hana Igor Jun Kenji Luca Marta Nils Oskar Pia
""".split()  # noqa: SIM905 (a list would be three times as long)
FAMILY = """
    Abel Baum Castillo Demir Engel Fischer Graf Haas Ivanova Jansen Kaya Lang Moreau Nowak Okafor Petrov Quast Rossi
    Sato Thoma Unger Vogel Weber Xu Yilmaz Zimmer
""".split()  # noqa: SIM905 (as above)


@dataclass(frozen=True)
class Rows:
    """What goes into a table."""

    table: type[Base]
    values: Iterator[dict[str, Any]]


class Maker:
    """Turns a crowd into rows and files. Row `i` of the crowd has the number `i + 1`."""

    def __init__(self, crowd: BigCrowd, pool: Pool, *, detector: str, model: str, photos: Path) -> None:
        self.crowd, self.pool, self.detector, self.model, self.photos = crowd, pool, detector, model, photos
        self.now = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
        self.sha256 = [hashlib.sha256(b"photo %d" % n).hexdigest() for n in range(1, crowd.sizes.photos + 1)]
        self.taken = [FIRST + dt.timedelta(seconds=seconds) for seconds in crowd.taken.tolist()]

    def list_links(self, photos: Path, derived: Path) -> list[Iterator[Link]]:
        """Return the names of all files, in parts that may be made at the same time."""
        return [self._link_photos(photos, derived), self._link_chips(derived)]

    def list_rows(self) -> Iterator[Rows]:
        """Return the rows of all tables, those first that others speak of."""
        yield Rows(Source, self._sources())
        yield Rows(Photo, self._photos())
        yield Rows(DetectedPhoto, self._looks())
        yield Rows(Face, self._faces())
        yield Rows(FaceVector, self._vectors())
        yield Rows(VectorClock, iter([{"id": 1, "now": len(self.crowd.person) // TICK + 2}]))
        yield Rows(Person, self._people())
        yield Rows(Decision, (decision for decision, _ in self._said))
        yield Rows(DecisionFace, ({"seq": d["seq"], "face_id": f} for d, faces in self._said for f in faces))
        yield Rows(DecisionPerson, self._decided_people())
        yield Rows(Tag, self._tags())
        yield Rows(Mark, self._marks())
        yield Rows(Match, self._matches())
        yield Rows(
            Group, ({"id": n, "model": self.model, "created_at": self.now, "settled": True} for n in self._groups)
        )
        yield Rows(GroupMember, ({"face_id": f, "group_id": n} for n, faces in self._groups.items() for f in faces))
        yield Rows(Learned, iter([{"model": self.model, "seq": len(self._said)}]))
        yield Rows(Arrangement, iter([{"model": self.model, "version": 1}]))

    def _sources(self) -> Iterator[dict[str, Any]]:
        for number, root in enumerate(ROOTS, 1):
            mark = check_root(write_path(self.photos / root), mark=None)
            yield {
                "id": number, "kind": "folder", "root": str(self.photos / root), "added_at": self.now,
                "scan_asked_at": None, "scanned_at": self.now, "error": None, "root_mark": mark, "away_at": None,
                "removed_at": None,
            }  # fmt: skip

    def _photos(self) -> Iterator[dict[str, Any]]:
        stats = [path.stat() for path in self.pool.originals]
        for row, taken in enumerate(self.taken):
            picture = self._picture(row)
            width, height = self.pool.sides[picture]
            yield {
                "id": row + 1, "source_id": self._root(row) + 1, "key": self._key(row), "size": stats[picture].st_size,
                "mtime_ns": stats[picture].st_mtime_ns, "state": "ready", "sha256": self.sha256[row], "format": "JPEG",
                "width": width, "height": height, "orientation": 1, "taken_at": taken,
                "camera": CAMERAS[int(self.crowd.event[row]) % len(CAMERAS)], "missing_at": None,
            }  # fmt: skip

    def _looks(self) -> Iterator[dict[str, Any]]:
        for row, sha256 in enumerate(self.sha256, 1):
            yield {"photo_id": row, "detector_version": self.detector, "sha256": sha256, "detected_at": self.now}

    def _faces(self) -> Iterator[dict[str, Any]]:
        crowd = self.crowd
        measures = {"sharpness": 0.6, "size_px": 120.0, "pose": 0.9, "score": 0.9}
        for row, (photo, slot, quality) in enumerate(
            zip(crowd.photo.tolist(), crowd.slot.tolist(), crowd.quality.tolist(), strict=True)
        ):
            width, height = self.pool.sides[self._picture(photo)]
            side = min(width, height) / 7
            left = 20 + (slot * side * 1.25) % (width - side - 40)
            top = 30 + slot * side * 1.25 // (width - side - 40) * side * 1.4 % (height - side * 1.3 - 40)
            yield {
                "id": row + 1, "photo_id": photo + 1, "left": left, "top": top, "right": left + side,
                "bottom": top + side * 1.25, "landmarks": [], "score": 0.9, "quality": quality, "measures": measures,
                "origin": "detector", "detector_version": self.detector, "chip_key": self._chip_key(row, photo),
                "created_at": self.now, "removed_at": None, "removed_as": None,
            }  # fmt: skip

    def _vectors(self) -> Iterator[dict[str, Any]]:
        for row, photo in enumerate(self.crowd.photo.tolist()):
            yield {
                "face_id": row + 1, "model": self.model, "chip_key": self._chip_key(row, photo),
                "vector": self.crowd.vectors[row], "changed": row // TICK + 1,
            }  # fmt: skip

    def _people(self) -> Iterator[dict[str, Any]]:
        for person in self._named:
            name, born = self._name(person), self._birth_date(person)
            yield {
                "id": person + 1, "name": name, "name_folded": name.casefold(), "cover_face_id": None,
                "birth_date": born, "hidden": _is_hidden(person), "merged_into_id": None, "removed": False,
                "created_at": self.now,
            }  # fmt: skip

    def _decided_people(self) -> Iterator[dict[str, Any]]:
        for decision, _ in self._said:
            if "person_id" in decision["payload"]:
                yield {"seq": decision["seq"], "person_id": decision["payload"]["person_id"]}

    def _tags(self) -> Iterator[dict[str, Any]]:
        seq_of = {face: decision["seq"] for decision, faces in self._said for face in faces}
        crowd = self.crowd
        for row in np.flatnonzero((crowd.state == HUMAN) | (crowd.state == MACHINE)).tolist():
            human = crowd.state[row] == HUMAN
            yield {
                "face_id": row + 1, "person_id": int(crowd.person[row]) + 1, "source": "human" if human else "machine",
                "probability": None if human else 0.99 + 0.01 * float(crowd.chance[row]),
                "decision_seq": seq_of[row + 1] if human else None,
            }  # fmt: skip

    def _marks(self) -> Iterator[dict[str, Any]]:
        for decision, faces in self._said:
            if decision["kind"] == "stranger":
                yield from ({"face_id": f, "kind": "stranger", "decision_seq": decision["seq"]} for f in faces)

    def _matches(self) -> Iterator[dict[str, Any]]:
        crowd = self.crowd
        for row in np.flatnonzero((crowd.state != HUMAN) & (crowd.state != STRANGER)).tolist():
            state, chance = crowd.state[row], float(crowd.chance[row])
            known = state in (MACHINE, SUGGESTED)
            probability = (0.99 + 0.01 * chance if state == MACHINE else 0.2 + 0.75 * chance) if known else None
            yield {
                "face_id": row + 1, "model": self.model, "person_id": int(crowd.person[row]) + 1 if known else None,
                "probability": probability, "chip_key": self._chip_key(row, int(crowd.photo[row])), "compared": True,
            }  # fmt: skip

    @cached_property
    def _named(self) -> list[int]:
        return np.unique(self.crowd.person[self.crowd.state == HUMAN]).tolist()

    @cached_property
    def _said(self) -> list[tuple[dict[str, Any], list[int]]]:
        """Every decision with its faces: names first given to groups of a person, and strangers put aside."""
        said: list[tuple[dict[str, Any], list[int]]] = []
        for state, kind in ((HUMAN, "name"), (STRANGER, "stranger")):
            for person, faces in _by_person(self.crowd, state).items():
                for at in range(0, len(faces), TOGETHER):
                    said.append(self._say(len(said) + 1, kind, person, faces[at : at + TOGETHER]))
        for person in self._named:
            if (born := self._birth_date(person)) is not None:
                said.append(self._say(len(said) + 1, "birth_date", person, [], date=born.isoformat()))
            if _is_hidden(person):
                said.append(self._say(len(said) + 1, "hide", person, []))
        return said

    def _say(self, seq: int, kind: str, person: int, faces: list[int], **more: str) -> tuple[dict[str, Any], list[int]]:
        payload: dict[str, Any] = {"count": len(faces), "groups": {}} if faces else {}
        if kind != "stranger":
            payload |= {"person_id": person + 1, "name": self._name(person)} | more
        if kind == "name":
            payload |= {"same_ids": [person + 1]}
        at = self.now - dt.timedelta(days=700) + dt.timedelta(minutes=40 * seq)
        decision = {
            "seq": seq, "at": min(at, self.now), "user": "owner", "kind": kind, "payload": payload, "question": None,
            "undoes": None,
        }  # fmt: skip
        return decision, faces

    @cached_property
    def _groups(self) -> dict[int, list[int]]:
        faces = _by_person(self.crowd, GROUPED).values()
        pieces = [theirs[at : at + PIECE] for theirs in faces for at in range(0, len(theirs), PIECE)]
        return dict(enumerate((piece for piece in pieces if len(piece) > 1), 1))

    def _name(self, person: int) -> str:
        given, family = GIVEN[person % len(GIVEN)], FAMILY[person // len(GIVEN) % len(FAMILY)]
        round_about = person // (len(GIVEN) * len(FAMILY))
        return f"{given} {family}" if not round_about else f"{given} {FAMILY[round_about]}-{family}"

    def _birth_date(self, person: int) -> dt.date | None:
        return dt.date(1935 + person * 37 % 88, 1 + person % 12, 1 + person % 28) if person % 4 == 0 else None

    def _picture(self, row: int) -> int:
        return (row * 31 + int(self.crowd.event[row]) * 7) % len(self.pool.originals)

    def _root(self, row: int) -> int:
        return int(self.crowd.event[row]) % 10 % 4 % len(ROOTS)

    def _key(self, row: int) -> str:
        return f"{self.taken[row].year}/event {int(self.crowd.event[row]):05d}/IMG_{row + 1:06d}.jpg"

    def _chip_key(self, row: int, photo: int) -> str:
        return f"chips/{(photo + 1) // 1000}/{photo + 1}-{self.sha256[photo][:12]}-{row:016x}.jpg"

    def _link_photos(self, photos: Path, derived: Path) -> Iterator[Link]:
        for row, sha256 in enumerate(self.sha256):
            picture = self._picture(row)
            yield Link(str(self.pool.originals[picture]), f"{photos}/{ROOTS[self._root(row)]}/{self._key(row)}")
            yield Link(str(self.pool.thumbs[picture]), f"{derived}/{thumb_key(row + 1, sha256)}")

    def _link_chips(self, derived: Path) -> Iterator[Link]:
        persons = self.crowd.person.tolist()
        for row, photo in enumerate(self.crowd.photo.tolist()):
            picture = (persons[row] * 7 + row % 3) % len(self.pool.chips)
            yield Link(str(self.pool.chips[picture]), f"{derived}/{self._chip_key(row, photo)}")


def _is_hidden(person: int) -> bool:
    return person % 97 == 96


def _by_person(crowd: BigCrowd, state: int) -> dict[int, list[int]]:
    faces: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(crowd.state == state).tolist():
        faces[int(crowd.person[row])].append(row + 1)
    return faces
