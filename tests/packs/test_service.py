"""Packs from pull to load, with the tiny pack."""

import errno
import json
import os
import shutil
import threading
import zipfile

import numpy as np
import pytest

from kenfolk.packs import build
from kenfolk.packs.errors import (
    BadPackFile,
    BuildFailed,
    HomeUnusable,
    PackFileUnwritable,
    PackNotReady,
    PackUnusable,
    PullFailed,
    UnknownPack,
    WrongHash,
)
from kenfolk.packs.service import (
    export_pack,
    find_pack,
    import_pack,
    is_ready,
    list_packs,
    load_cohort,
    load_detector,
    load_embedder,
    pull_pack,
    verify_pack,
)
from kenfolk.vision.align import CHIP


def cut_off(monkeypatch, tmp_path):
    """From now on the index is empty."""
    empty = tmp_path / "nothing"
    empty.mkdir()
    monkeypatch.setenv("PIP_FIND_LINKS", str(empty))


class TestListPacks:
    def test_tells_which_are_ready(self, pulled):
        ready = {listed.pack.name: listed.is_ready for listed in list_packs(pulled)}

        assert ready == {"default": False, "dlib-plain": False, "tiny": True}

    def test_shows_hidden_packs_when_asked(self, home):
        assert "fake" in {listed.pack.name for listed in list_packs(home, hidden=True)}


class TestFindPack:
    def test_names_what_there_is(self):
        with pytest.raises(UnknownPack, match="default, dlib-plain"):
            find_pack("defualt")


class TestPullPack:
    def test_fetches_builds_and_leaves_nothing_else(self, home):
        reports = []

        pack = pull_pack("tiny", home=home, progress=lambda *report: reports.append(report))

        assert is_ready(pack, home)
        assert {what for what, *_ in reports} == {"tinyface 1.0", "tinyweights 0.3"}
        assert {path.name for path in home.iterdir()} == {".lock", "manifests", "sources", "tiny"}
        assert {path.name for path in (home / "tiny").iterdir()} == {"detector.onnx", "embedder.onnx", "receipt.json"}
        assert len(list((home / "sources").iterdir())) == 2

    def test_does_nothing_when_the_pack_is_ready(self, pulled, monkeypatch, tmp_path):
        cut_off(monkeypatch, tmp_path)
        before = (pulled / "tiny" / "receipt.json").stat().st_mtime_ns

        pull_pack("tiny", home=pulled)

        assert (pulled / "tiny" / "receipt.json").stat().st_mtime_ns == before

    @pytest.mark.parametrize("lost", ["receipt.json", "embedder.onnx"])
    def test_builds_again_without_fetching_when_a_file_is_gone(self, pulled, monkeypatch, tmp_path, lost):
        cut_off(monkeypatch, tmp_path)
        (pulled / "tiny" / lost).unlink()
        assert not is_ready(find_pack("tiny", pulled), pulled)

        pack = pull_pack("tiny", home=pulled)

        assert is_ready(pack, pulled)
        assert verify_pack(pack, pulled) == []

    def test_repairs_a_damaged_file(self, pulled):
        damage(pulled / "tiny" / "embedder.onnx")
        assert verify_pack(find_pack("tiny", pulled), pulled) == ["embedder.onnx"]

        assert verify_pack(pull_pack("tiny", home=pulled), pulled) == []

    def test_fetches_an_original_again_that_was_damaged(self, pulled):
        (pulled / "tiny" / "receipt.json").unlink()
        for original in (pulled / "sources").iterdir():
            damage(original)

        assert is_ready(pull_pack("tiny", home=pulled), pulled)

    def test_builds_again_after_a_change_of_builder_or_manifest(self, pulled, monkeypatch):
        monkeypatch.setattr(build, "BUILDER", 99)
        assert not is_ready(find_pack("tiny", pulled), pulled)

        pull_pack("tiny", home=pulled)
        manifest = pulled / "manifests" / "tiny.toml"
        manifest.write_text(manifest.read_text().replace("dim = 6", "dim = 6\nclip = 5.0"))

        assert not is_ready(find_pack("tiny", pulled), pulled)

    def test_leaves_no_half_built_pack_when_it_is_interrupted(self, pulled, monkeypatch):
        def interrupt(*_):
            raise KeyboardInterrupt

        shutil.rmtree(pulled / "tiny")
        monkeypatch.setattr(build, "_write_receipt", interrupt)

        with pytest.raises(KeyboardInterrupt):
            pull_pack("tiny", home=pulled)

        assert not is_ready(find_pack("tiny", pulled), pulled)
        assert {path.name for path in pulled.iterdir()} == {".lock", "manifests", "sources"}

    def test_builds_again_what_a_killed_build_left(self, pulled):
        (pulled / "tiny").rename(pulled / ".tiny.new")
        (pulled / ".tiny.new" / "embedder.onnx").write_bytes(b"half")

        pack = pull_pack("tiny", home=pulled)

        assert verify_pack(pack, pulled) == []
        assert not (pulled / ".tiny.new").exists()

    def test_refuses_an_archive_whose_member_is_another_file(self, home, manifest, origin):
        other = manifest.replace(find_pack("tiny", home).find_source("face").member_sha256, "0" * 64)
        (home / "manifests" / "tiny.toml").write_text(other)

        with pytest.raises(WrongHash, match=r"tinyface/face\.onnx"):
            pull_pack("tiny", home=home)

        assert list((home / "sources").glob("0*")) == []

    def test_says_which_member_is_missing(self, home, manifest):
        (home / "manifests" / "tiny.toml").write_text(manifest.replace("tinyface/face.onnx", "tinyface/fase.onnx"))

        with pytest.raises(PullFailed, match=r"there is no tinyface/fase\.onnx in it"):
            pull_pack("tiny", home=home)

    def test_says_why_it_cannot_build(self, pulled, manifest):
        (pulled / "manifests" / "tiny.toml").write_text(manifest.replace("dim = 6", "dim = 6\nclip = 5.0"))

        with pytest.raises(BuildFailed, match="no block to clip"):
            pull_pack("tiny", home=pulled)

    def test_says_why_the_packs_cannot_be_kept(self, tmp_path):
        (tmp_path / "file").write_text("not a folder")

        with pytest.raises(HomeUnusable, match="file"):
            pull_pack("default", home=tmp_path / "file" / "models")

    def test_says_that_the_disk_is_full(self, pulled, monkeypatch):
        def fill(*_):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        shutil.rmtree(pulled / "tiny")
        monkeypatch.setattr(build, "_write_networks", fill)

        with pytest.raises(HomeUnusable, match="No space left"):
            pull_pack("tiny", home=pulled)

        assert {path.name for path in pulled.iterdir()} == {".lock", "manifests", "sources"}

    def test_works_once_for_two_who_pull_at_the_same_time(self, home):
        reports = []
        threads = [
            threading.Thread(target=pull_pack, args=("tiny",), kwargs={"home": home, "progress": progress})
            for progress in (lambda *report: reports.append(report), lambda *report: reports.append(report))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert is_ready(find_pack("tiny", home), home)
        assert [done for what, done, _ in reports if what == "tinyface 1.0"].count(0) == 1

    def test_needs_nothing_for_the_fake_pack(self, tmp_path):
        assert is_ready(pull_pack("fake", home=tmp_path / "nowhere"), tmp_path / "nowhere")


class TestLoad:
    def test_runs_what_was_built(self, pulled):
        pack = find_pack("tiny", pulled)

        detector, embedder = load_detector(pack, pulled), load_embedder(pack, pulled)

        assert detector.version == "tiny-1"
        assert detector.detect(np.zeros((64, 64, 3), np.uint8)) == []
        assert embedder.model == "tiny-1"
        assert embedder.embed(np.full((3, CHIP, CHIP, 3), 99, np.uint8)).shape == (3, 6)

    @pytest.mark.parametrize("load", [load_detector, load_embedder, verify_pack])
    def test_says_how_to_get_a_pack_that_is_not_here(self, home, load):
        with pytest.raises(PackNotReady, match="kenfolk models pull tiny"):
            load(find_pack("tiny", home), home)


class TestLoadCohort:
    @pytest.fixture
    def pack(self, home):
        """The tiny pack, whose faces are seen beside strangers."""
        described = home / "manifests" / "tiny.toml"
        described.write_text(described.read_text().replace("[similarity]", '[similarity]\ncohort = "tiny.npy"'))
        return find_pack("tiny", home)

    @pytest.mark.parametrize("name", ["default", "dlib-plain"])
    def test_brings_strangers_with_our_own_packs(self, name, tmp_path):
        pack = find_pack(name)

        vectors = load_cohort(pack, tmp_path).vectors

        assert len(vectors) > 500
        assert vectors.shape[1] == pack.embedder.dim
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
        assert len(np.unique(vectors, axis=0)) > 0.9 * len(vectors)

    def test_is_empty_for_a_pack_without_one(self, tmp_path):
        assert load_cohort(find_pack("fake"), tmp_path).vectors.shape == (0, 512)

    def test_takes_the_file_beside_the_manifest_of_a_pack_of_ones_own(self, pack, home):
        rows = np.array([[127, 0, 0, 0, 0, 0], [0, 3, 4, 0, 0, 0]], np.int8)
        np.save(home / "manifests" / "tiny.npy", rows)

        vectors = load_cohort(pack, home).vectors

        assert vectors == pytest.approx(np.array([[1, 0, 0, 0, 0, 0], [0, 0.6, 0.8, 0, 0, 0]]))

    def test_says_that_it_is_not_there(self, pack, home):
        with pytest.raises(PackUnusable, match=r"tiny\.npy"):
            load_cohort(pack, home)

    @pytest.mark.parametrize("data", [b"", b"no array", b"\x93NUMPY\x01\x00", b"PK\x03\x04 no archive either"])
    def test_says_that_it_is_damaged(self, pack, home, data):
        (home / "manifests" / "tiny.npy").write_bytes(data)

        with pytest.raises(PackUnusable, match="damaged"):
            load_cohort(pack, home)

    def test_refuses_one_cut_short(self, pack, home):
        file = home / "manifests" / "tiny.npy"
        np.save(file, np.ones((9, 6), np.int8))
        file.write_bytes(file.read_bytes()[:-5])

        with pytest.raises(PackUnusable, match="damaged"):
            load_cohort(pack, home)

    def test_runs_nothing_that_lies_in_it(self, pack, home):
        np.save(home / "manifests" / "tiny.npy", np.array([{"harm": "done"}], object), allow_pickle=True)

        with pytest.raises(PackUnusable, match="damaged"):
            load_cohort(pack, home)

    @pytest.mark.parametrize("shape", [(9, 7), (6,), (2, 3, 6)])
    def test_refuses_one_of_another_model(self, pack, home, shape):
        np.save(home / "manifests" / "tiny.npy", np.ones(shape, np.int8))

        with pytest.raises(PackUnusable, match="another model"):
            load_cohort(pack, home)

    @pytest.mark.parametrize("value", ["text", np.nan])
    def test_refuses_what_is_no_number(self, pack, home, value):
        np.save(home / "manifests" / "tiny.npy", np.full((3, 6), value))

        with pytest.raises(PackUnusable):
            load_cohort(pack, home)


class TestExportAndImport:
    @pytest.fixture
    def carried(self, pulled, tmp_path):
        return export_pack("tiny", tmp_path / "tiny.kenfolk", home=pulled)

    @pytest.fixture
    def island(self, home, tmp_path, monkeypatch):
        """Another machine, without a network, that knows the pack's manifest."""
        cut_off(monkeypatch, tmp_path)
        return home

    def test_carry_a_pack_to_a_machine_without_a_network(self, carried, island, pulled):
        pack = import_pack(carried, home=island)

        assert is_ready(pack, island)
        for name in ("detector.onnx", "embedder.onnx"):
            assert (island / "tiny" / name).read_bytes() == (pulled / "tiny" / name).read_bytes()

    def test_say_why_the_file_cannot_be_written(self, pulled, tmp_path):
        with pytest.raises(PackFileUnwritable, match="No such file"):
            export_pack("tiny", tmp_path / "nowhere" / "tiny.kenfolk", home=pulled)

    def test_refuse_an_original_with_another_hash(self, carried, island):
        rewrite(carried, lambda name, data: (name, data if name.endswith(".json") else data + b"!"))

        with pytest.raises(WrongHash):
            import_pack(carried, home=island)

        assert not is_ready(find_pack("tiny", island), island)
        assert list((island / "sources").iterdir()) == []

    def test_refuse_an_original_larger_than_it_can_be(self, carried, island, manifest, origin):
        sized = manifest.replace('member = "tinyface', f'member_size = {len(origin.graph)}\nmember = "tinyface')
        (island / "manifests" / "tiny.toml").write_text(sized)
        rewrite(carried, lambda name, data: (name, data if name.endswith(".json") else data + bytes(10**6)))

        with pytest.raises(BadPackFile, match="tinyface"):
            import_pack(carried, home=island)

    def test_take_nothing_but_the_known_originals(self, carried, island, tmp_path):
        with zipfile.ZipFile(carried, "a") as box:
            box.writestr("../../evil.py", "print('evil')")
            box.writestr("sources/evil.py", "print('evil')")

        import_pack(carried, home=island)

        assert list(tmp_path.rglob("evil.py")) == []

    def test_refuse_a_pack_nobody_knows(self, carried, tmp_path):
        with pytest.raises(UnknownPack):
            import_pack(carried, home=tmp_path / "mainland")

    @pytest.mark.parametrize("name", ["../tiny", "/etc", ""])
    def test_refuse_a_name_that_is_a_path(self, carried, island, name):
        about = json.dumps({"pack": name}).encode()
        rewrite(carried, lambda member, data: (member, about if member.endswith(".json") else data))

        with pytest.raises(UnknownPack):
            import_pack(carried, home=island)

    def test_say_that_an_original_is_missing(self, carried, island):
        rewrite(carried, lambda name, data: (name if name.endswith(".json") else "x" + name, data))

        with pytest.raises(BadPackFile, match="missing or damaged"):
            import_pack(carried, home=island)

    @pytest.mark.parametrize("content", [b"", b"not a zip", None])
    def test_refuse_other_files(self, island, tmp_path, content):
        file = tmp_path / "other"
        if content is not None:
            file.write_bytes(content)

        with pytest.raises(BadPackFile):
            import_pack(file, home=island)


def damage(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def rewrite(file, change):
    with zipfile.ZipFile(file) as box:
        members = [(name, box.read(name)) for name in box.namelist()]
    with zipfile.ZipFile(file, "w") as box:
        for name, data in members:
            box.writestr(*change(name, data))
