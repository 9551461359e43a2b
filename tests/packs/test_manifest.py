import pytest

from kenfolk.packs.errors import BrokenManifest
from kenfolk.packs.manifest import Prior, parse_manifest, read_manifests
from kenfolk.people.candidates import FEATURES
from kenfolk.vision.resize import OVERVIEW

PRIOR = """
[prior]
features = ["similarity"]
weights = {weights}
center = [0.2]
scale = {scale}
"""


class TestReadManifests:
    def test_yields_our_own_packs(self):
        packs = {pack.name: pack for pack in read_manifests()}

        assert set(packs) == {"default", "dlib-plain", "fake"}
        assert all(pack.licence and pack.title and pack.commercial_use for pack in packs.values())

    def test_gives_every_model_a_version_of_its_own(self):
        packs = list(read_manifests())

        assert len({pack.embedder.model for pack in packs}) == len(packs)

    def test_orders_the_thresholds(self):
        for pack in read_manifests():
            likeness = pack.similarity
            assert 0 < likeness.suggest < likeness.same < 1
            assert abs(likeness.group - likeness.suggest) < likeness.same - likeness.suggest

    def test_gives_a_prior_of_what_the_matcher_looks_at_to_every_pack_for_real_faces(self):
        priors = {pack.name: pack.prior for pack in read_manifests()}

        assert priors.pop("fake") is None
        assert {prior.features for prior in priors.values()} == {FEATURES}

    def test_begins_with_a_look_at_the_overview_that_every_photo_has(self):
        assert {pack.detector.working for pack in read_manifests() if pack.detector.kind != "fake"} == {OVERVIEW}

    def test_yields_the_packs_described_in_a_home(self, home):
        assert "tiny" in {pack.name for pack in read_manifests(home)}


class TestParseManifest:
    @pytest.mark.parametrize(
        ("known", "other", "reason"),
        [
            ('name = "tiny"', 'name = "../tiny"', "small letters"),
            ('name = "tiny"', 'name = ".tiny"', "small letters"),
            ('source = "face"', 'source = "fase"', "fase"),
            ("[10.2, 4.6], ", "", "five points"),
            ('kind = "wheel"', 'kind = "wheel"\nurl = "https://a.example/b"', "either a package or a url"),
            ("dim = 6", "", "dim"),
            ("dim = 6", "dim = 6\ncolour = 1", "colour"),
            ("[similarity]", "[similarity", "Expected ']'"),
            ('sha256 = "', 'sha256 = "1', "64 digits"),
            ("[similarity]", '[similarity]\ncohort = "../secret.npy"', "beside it"),
            ("[similarity]", PRIOR.format(weights="[0.5]", scale="[1.0]") + "[similarity]", "one weight more"),
            ("[similarity]", PRIOR.format(weights="[0.5, 1.0]", scale="[]") + "[similarity]", "one center and scale"),
            ("[similarity]", PRIOR.format(weights="[0.5, 'much']", scale="[1.0]") + "[similarity]", "much"),
            ("[similarity]", "[prior]\nweights = [0.0]\n[similarity]", "center"),
        ],
    )
    def test_says_what_is_wrong(self, manifest, known, other, reason):
        assert known in manifest

        with pytest.raises(BrokenManifest, match=reason):
            parse_manifest(manifest.replace(known, other), name="tiny.toml")

    def test_reads_the_prior(self, manifest):
        pack = parse_manifest(manifest + PRIOR.format(weights="[0.5, 1]", scale="[2]"), name="tiny.toml")

        assert pack.prior == Prior(("similarity",), weights=(0.5, 1.0), center=(0.2,), scale=(2.0,))

    def test_changes_the_fingerprint_only_with_what_files_depend_on(self, manifest):
        pack = parse_manifest(manifest, name="tiny.toml")

        tuned = parse_manifest(manifest.replace("same = 0.9", "same = 0.95"), name="tiny.toml")
        other = parse_manifest(manifest.replace("dim = 6", "dim = 6\nclip = 5.0"), name="tiny.toml")

        assert tuned.fingerprint == pack.fingerprint != other.fingerprint
