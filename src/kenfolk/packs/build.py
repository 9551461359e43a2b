"""Build a pack's networks from the originals, all or nothing.

Built files appear under their final name by one rename, beside a receipt with their hashes, the builder's version and
the manifest's fingerprint. Whatever lacks a fitting receipt counts as not built and is built again.
"""

import json
import shutil
from pathlib import Path

import onnx

from kenfolk.packs.centerface_onnx import free_model
from kenfolk.packs.dlib_onnx import build_model
from kenfolk.packs.dlib_weights import read_network
from kenfolk.packs.errors import BuildFailed
from kenfolk.packs.hashes import hash_file
from kenfolk.packs.manifest import DetectorPlan, EmbedderPlan, Pack
from kenfolk.packs.quantize import quantize_model
from kenfolk.packs.sources import locate

BUILDER = 1  # raise it when the same manifest gives other files
DETECTOR, EMBEDDER, RECEIPT = "detector.onnx", "embedder.onnx", "receipt.json"


def build(pack: Pack, home: Path) -> None:
    """Write the pack's networks and their receipt into its folder."""
    scratch = home / f".{pack.name}.new"
    shutil.rmtree(scratch, ignore_errors=True)  # of a build that was interrupted
    scratch.mkdir()
    try:
        _write_networks(pack, home, scratch)
        _write_receipt(pack, scratch)
        remove(pack, home)
        scratch.rename(home / pack.name)
    except ValueError as error:
        raise BuildFailed(name=pack.name, reason=error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def remove(pack: Pack, home: Path) -> None:
    """Remove the built files; without its receipt a folder half removed is no pack."""
    folder = home / pack.name
    (folder / RECEIPT).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def is_built(pack: Pack, home: Path) -> bool:
    """Tell whether the pack's files are complete, by receipt and size; cheap enough to ask at every start."""
    folder, receipt = home / pack.name, _read_receipt(pack, home)
    sizes = {name: file["bytes"] for name, file in receipt.items()}
    return bool(receipt) and all(
        (folder / name).is_file() and (folder / name).stat().st_size == size for name, size in sizes.items()
    )


def find_damage(pack: Pack, home: Path) -> list[str]:
    """Return the names of built files that aren't what was built."""
    folder = home / pack.name
    return [
        name
        for name, file in _read_receipt(pack, home).items()
        if not (folder / name).is_file() or hash_file(folder / name) != file["sha256"]
    ]


def _read_receipt(pack: Pack, home: Path) -> dict[str, dict[str, str | int]]:
    try:
        receipt = json.loads((home / pack.name / RECEIPT).read_text(encoding="utf-8"))
        fits = receipt["builder"] == BUILDER and receipt["fingerprint"] == pack.fingerprint
        return dict(receipt["files"]) if fits else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write_receipt(pack: Pack, folder: Path) -> None:
    built = {file.name: {"sha256": hash_file(file), "bytes": file.stat().st_size} for file in sorted(folder.iterdir())}
    receipt = {"builder": BUILDER, "fingerprint": pack.fingerprint, "files": built}
    (folder / RECEIPT).write_text(json.dumps(receipt, indent=1), encoding="utf-8")


def _write_networks(pack: Pack, home: Path, folder: Path) -> None:
    detector = locate(pack.find_source(pack.detector.source), home)
    onnx.save(_build_detector(pack.detector, detector), str(folder / DETECTOR))
    embedder = locate(pack.find_source(pack.embedder.source), home)
    onnx.save(_build_embedder(pack.embedder, embedder), str(folder / EMBEDDER))


def _build_detector(plan: DetectorPlan, original: Path) -> onnx.ModelProto:
    if plan.kind != "centerface":
        raise ValueError(f"no builder for detectors of the kind {plan.kind!r}.")
    return free_model(onnx.load(str(original)))


def _build_embedder(plan: EmbedderPlan, original: Path) -> onnx.ModelProto:
    if plan.kind == "onnx":
        return onnx.load(str(original))
    if plan.kind != "dlib":
        raise ValueError(f"no builder for embedders of the kind {plan.kind!r}.")
    model = build_model(read_network(original), clip=plan.clip)
    return quantize_model(model, plan.ranges) if plan.ranges else model
