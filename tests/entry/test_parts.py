import numpy as np

from kenfolk.entry import parts as parts_module
from kenfolk.entry.parts import build_parts
from kenfolk.kit.config import WorkSettings
from kenfolk.vision.fake import FakeDetector


class TestBuildParts:
    def test_runs_networks_on_what_the_settings_name(self, settings, database, monkeypatch):
        asked = []

        def load(*_: object, **how: object) -> FakeDetector:
            asked.append(how["providers"])
            return FakeDetector()

        monkeypatch.setattr(parts_module.packs, "load_detector", load)
        wanted = ["CUDAExecutionProvider", "CPUExecutionProvider"]
        parts = build_parts(settings.model_copy(update={"work": WorkSettings(providers=wanted)}), database)

        parts.detector.detect(np.zeros((64, 64, 3), np.uint8))

        assert asked == [wanted]

    def test_tells_the_storage_where_a_proxy_has_the_pictures(self, settings, database):
        behind = settings.model_copy(update={"derived_at": "/derived"})

        assert build_parts(behind, database).derived.served_url("thumbs/0/1.jpg") == "/derived/thumbs/0/1.jpg"
        assert build_parts(settings, database).derived.served_url("thumbs/0/1.jpg") is None
