import os
import random

import pytest

from kenfolk.storage.errors import BadKey
from kenfolk.storage.names import is_walked, key_from_name, name_from_key


def random_names(count: int) -> list[bytes]:
    """Names made of random bytes, whole characters, halves of characters and the private characters of the mapping."""
    chance = random.Random(7)
    pieces = ["a", "é", "😀", "\n", " ", "\uf780", "\uf7ff", "\uf77f", "\uf800", "\udcff"]
    names = []
    for _ in range(count):
        parts = [
            chance.randbytes(chance.randrange(4)) if chance.random() < 0.5
            else chance.choice(pieces).encode("utf-8", "surrogatepass")[: chance.randrange(1, 5)]
            for _ in range(chance.randrange(1, 8))
        ]  # fmt: skip
        name = b"".join(parts).replace(b"/", b"").replace(b"\0", b"")
        names.append(b"x" + name)
    return names


class TestKeyFromName:
    def test_leaves_a_usual_name_alone(self):
        assert key_from_name("Été 2019/Oma & Opa 😀.jpg") == "Été 2019/Oma & Opa 😀.jpg"

    def test_writes_an_undecodable_byte_as_a_private_character(self):
        assert key_from_name(b"caf\xe9.jpg") == "caf\uf7e9.jpg"

    def test_writes_a_real_private_character_as_its_bytes(self):
        assert key_from_name("\uf7e9".encode()) == "\uf7ef\uf79f\uf7a9"

    def test_is_always_valid_utf8_and_never_the_same_for_two_names(self):
        names = set(random_names(20_000))

        keys = {key_from_name(name) for name in names}

        assert len(keys) == len(names)
        assert all(key.encode() for key in keys)


class TestNameFromKey:
    def test_gives_back_every_name(self):
        for name in random_names(20_000):
            assert os.fsencode(name_from_key(key_from_name(name))) == name

    @pytest.mark.parametrize(
        "key",
        ["", "/", "/etc/passwd", "a//b", "a/", "..", "../a", "a/../../b", "./a", "a/.", "a\0b", "\ud800"],
    )
    def test_refuses_what_no_walk_could_have_found(self, key):
        with pytest.raises(BadKey):
            name_from_key(key)

    def test_refuses_a_second_spelling_of_the_same_file(self):
        with pytest.raises(BadKey):
            name_from_key("caf\uf7c3\uf7a9.jpg")  # the two bytes of é, which is a character


class TestIsWalked:
    @pytest.mark.parametrize("name", [".git", ".DS_Store", "@eaDir", "Thumbs.db", "lost+found", "#recycle"])
    def test_leaves_out_hidden_files_and_junk(self, name):
        assert not is_walked(name)

    @pytest.mark.parametrize("name", ["a.jpg", "lost and found", "a.", "…"])
    def test_takes_everything_else(self, name):
        assert is_walked(name)
