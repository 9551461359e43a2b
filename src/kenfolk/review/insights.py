"""What the library has learned, and how well: every figure measured on its own answers, none assumed."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kenfolk.browse import service as browse
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people import calibration
from kenfolk.people import service as people
from kenfolk.people.models import CalibratorVersion as Learned
from kenfolk.people.service import Audit, Import, Recogniser
from kenfolk.review import honesty, progress, store
from kenfolk.review.honesty import Points
from kenfolk.review.insight_schemas import (
    Automatic,
    Bin,
    Calibration,
    CalibratorVersion,
    Checks,
    Confusable,
    FaceStates,
    Imported,
    Insights,
    Lookalike,
)

PATIENCE = 0.5  # seconds
NEWEST = 500  # questions the calibration is measured on: what was said long ago, another calibrator said
FEWEST = 50  # faces of an import: what is less belongs to the one before
PRIOR = 0  # the version in use before anything was learned


def read_insights(session: ReadSession, sight: Recogniser) -> Insights:
    """Return everything that can be said of how well people are recognised here."""
    # Those who are still being read for the first time are not compared yet.
    is_ready = sight.is_ready(wait=PATIENCE)
    return Insights(
        measured_at=utc_now(),
        is_current=is_ready,
        automatic=read_automatic(session, sight),
        photos=people.count_machine_photos(session),
        checks=_list_checks(session, sight),
        calibration=_measure_calibration(session),
        faces=FaceStates.model_validate(browse.count_face_states(session)),
        imports=_measure_imports(session),
        confusable=_find_confusable(session, sight) if is_ready else [],
        models=list_versions(session, sight),
    )


def read_automatic(session: ReadSession, sight: Recogniser) -> Automatic:
    """Return how many names are the machine's, and what checks have shown of them."""
    tags, standing = browse.count_named(session), people.certify_today(session, sight)
    named, machine, proof = sum(tags.values()), tags.get("machine", 0), standing.proof
    return Automatic(
        faces=machine,
        share=machine / named if named else None,
        promise=proof.promise,
        audited=proof.audited,
        wrong=proof.wrong,
        precision=proof.precision,
        low=proof.low,
        high=proof.high,
        state=proof.state,
        needed=proof.needed,
        expired=standing.expired,
    )


def _list_checks(session: ReadSession, sight: Recogniser) -> list[Checks]:
    stretches = honesty.cut_checks(people.list_audits(session, model=sight.model, calibrator=None))
    return [_show_checks(stretch) for stretch in stretches]


def _show_checks(stretch: Sequence[Audit]) -> Checks:
    wrong = sum(not each.is_right for each in stretch)
    low, high = calibration.find_bounds(len(stretch), wrong)
    return Checks(
        first=stretch[0].at, last=stretch[-1].at, audited=len(stretch), wrong=wrong,
        precision=1 - wrong / len(stretch), low=low, high=high,
    )  # fmt: skip


def list_versions(session: ReadSession, sight: Recogniser) -> list[CalibratorVersion]:
    """Return what was learned for the model in use, newest first, and at the end the one it came with."""
    in_use = sight.calibrators.version(session)
    learned = people.list_calibrators(session, model=sight.model)
    prior = CalibratorVersion(
        version=PRIOR,
        made_at=None,
        state="champion" if in_use == PRIOR else "retired",
        answers=0,
        champion_loss=None,
        challenger_loss=None,
        reason="it came with the models",
    )
    return [*(_show_version(row, in_use=in_use) for row in learned), prior]


def _show_version(row: Learned, *, in_use: int) -> CalibratorVersion:
    state = "champion" if row.id == in_use else "retired" if row.state == "champion" else row.state
    return CalibratorVersion.model_validate(
        {
            "version": row.id,
            "made_at": row.made_at,
            "state": state,
            "answers": row.answers,
            "champion_loss": row.gate.get("champion_loss"),
            "challenger_loss": row.gate.get("challenger_loss"),
            "reason": row.gate.get("reason", ""),
        }
    )


def restore_version(session: WriteSession, sight: Recogniser, version: int) -> CalibratorVersion:
    """Use an earlier calibrator again, in place of the present one."""
    people.restore_calibrator(session, version, model=sight.model)
    return next(each for each in list_versions(session, sight) if each.version == version)


def _find_confusable(session: ReadSession, sight: Recogniser) -> list[Confusable]:
    pairs = sight.find_confusable(session)
    shown = browse.find_people(session, {person_id for pair in pairs for person_id in (pair.person_a, pair.person_b)})
    who = {
        person.id: Lookalike(id=person.id, name=person.name, cover_url=person.cover_url) for person in shown.values()
    }
    return [
        Confusable(person_a=who[pair.person_a], person_b=who[pair.person_b], similarity=pair.similarity)
        for pair in pairs
        if pair.person_a in who and pair.person_b in who
    ]


def _measure_calibration(session: ReadSession) -> Calibration:
    asked = store.list_confirmed(session, limit=NEWEST)
    undone = people.find_undone(session, [seq for question in asked for seq in question.decision_seqs])
    points = honesty.list_points(
        [(q.shown, q.face_ids, q.verdict, q.answer) for q in asked if not undone & set(q.decision_seqs)]
    )
    known, qualities = _read_qualities(session, points)
    return Calibration(
        ece=calibration.expected_calibration_error(points.predicted, points.right) if len(points.right) else None,
        answers=len(points.right),
        bins=[Bin(**vars(each)) for each in calibration.reliability(points.predicted, points.right)],
        by_quality=_compare(points.predicted[known], points.right[known], qualities, honesty.QUALITIES),
        by_person_size=_compare(points.predicted, points.right, points.examples, honesty.SIZES),
    )


def _read_qualities(session: ReadSession, points: Points) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return which points' faces are still there, and how good they are."""
    qualities = people.qualities_of(session, set(points.face_ids.tolist()))
    known = [row for row, face_id in enumerate(points.face_ids.tolist()) if face_id in qualities]
    values = [qualities[face_id] for face_id in points.face_ids[known].tolist()]
    return np.array(known, np.intp), np.array(values, np.float64)


def _compare(
    predicted: NDArray[np.float64], right: NDArray[np.bool_], values: NDArray[np.number], edges: Sequence[float]
) -> list[Bin]:
    band = honesty.find_band(values, edges)
    return [
        Bin(
            low=edges[i],
            high=edges[i + 1],
            count=int(np.count_nonzero(band == i)),
            predicted=float(predicted[band == i].mean()),
            observed=float(right[band == i].mean()),
        )
        for i in np.unique(band).tolist()
    ]


def _measure_imports(session: ReadSession) -> list[Imported]:
    imports = people.list_imports(session, fewest=FEWEST)
    answers = (
        progress.Work(a.at, _cost(a), max((*a.face_ids, *a.other_face_ids), default=None))
        for a in store.list_answers(session)
    )
    deeds = (progress.Work(deed.at, progress.cost_deed(deed.kind), deed.face_id) for deed in people.list_deeds(session))
    actions = progress.share_out(
        chain(answers, deeds), first_ids=[each.first_id for each in imports], firsts=[each.first for each in imports]
    )
    names = people.count_names_of(session, imports)
    return [_show_import(*row) for row in zip(imports, actions, names, strict=True)]


def _show_import(each: Import, actions: int, names: Mapping[str, int]) -> Imported:
    named, machine = sum(names.values()), names.get("machine", 0)
    return Imported(
        first=each.first,
        last=each.last,
        actions=actions,
        by_people=named - machine,
        by_machine=machine,
        per_100=100 * actions / named if named else None,
        share=machine / named if named else None,
    )


def _cost(answer: store.Answer) -> int:
    return progress.cost_answer(
        answer.answer["verdict"],
        wrong=len(answer.answer["wrong"]),
        shown=len(answer.face_ids) + len(answer.other_face_ids),
        is_offered=answer.answer["person_id"] in [person_id for person_id, _chance in answer.candidates or ()],
    )
