"""That no proof is missing where all are to be given."""

import pytest

from needs import EVERY_TOOL, need


class TestNeed:
    def test_goes_on_with_the_tool(self):
        assert need("sh", "it is everywhere") is None

    def test_skips_at_home(self, monkeypatch):
        monkeypatch.delenv(EVERY_TOOL, raising=False)

        with pytest.raises(pytest.skip.Exception, match="no-such-tool is missing: it shows much"):
            need("no-such-tool", "it shows much")

    def test_fails_where_every_proof_is_to_be_given(self, monkeypatch):
        monkeypatch.setenv(EVERY_TOOL, "1")

        with pytest.raises(pytest.fail.Exception, match="no-such-tool is missing"):
            need("no-such-tool", "it shows much")
