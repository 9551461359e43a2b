"""The vectors of a folder of portraits, computed once for a pack and kept beside the results."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from portraits import read_portraits

from kenfolk.packs.service import find_pack, load_embedder

KEPT = Path(__file__).parent / "results" / "local"
BATCH = 32


def read_vectors(folder: Path, *, pack: str, models: Path) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.str_]]:
    """Return unit vectors (N, D) and the name of each; delete the kept file to compute them afresh."""
    plan = find_pack(pack, models)
    kept = KEPT / f"vectors-{plan.embedder.model}-{len(list(folder.glob('*/*.jpg')))}.npz"
    if not kept.exists():
        portraits = read_portraits(folder, pack=pack, models=models)
        embedder = load_embedder(plan, models, threads=2)
        parts = [embedder.embed(portraits.chips[at : at + BATCH]) for at in range(0, len(portraits.chips), BATCH)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, vectors=np.concatenate(parts), names=portraits.names)
    with np.load(kept) as found:
        return found["vectors"].astype(np.float32), found["names"]
