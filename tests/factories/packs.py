"""A pack for faces that need no picture: without a cohort and a prior, so that similarities are cosines."""

from kenfolk.packs.manifest import DetectorPlan, EmbedderPlan, Pack, Similarity

MODEL = "test-model"
DIM = 32
PLAIN = Pack(
    name="test",
    title="",
    licence="",
    commercial_use=True,
    detector=DetectorPlan("fake", "test"),
    embedder=EmbedderPlan("fake", MODEL, DIM),
    similarity=Similarity(same=0.85, suggest=0.6, group=0.8),
)
