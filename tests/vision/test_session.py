import numpy as np
import onnx

from factories.networks import make_network
from kenfolk.packs.dlib_onnx import build_model
from kenfolk.vision.session import OnnxSession, list_usable


class TestListUsable:
    def test_leaves_out_what_this_onnxruntime_was_not_built_with(self):
        assert list_usable(["NobodysExecutionProvider", "CPUExecutionProvider"]) == ["CPUExecutionProvider"]
        assert list_usable(["NobodysExecutionProvider"]) == ["CPUExecutionProvider"]


class TestOnnxSession:
    def test_runs_on_the_first_that_is_there_and_says_nothing_of_the_others(self, tmp_path, capfd):
        onnx.save(build_model(make_network()), str(tmp_path / "network.onnx"))
        providers = ["NobodysExecutionProvider", "CPUExecutionProvider"]

        answer = OnnxSession(tmp_path / "network.onnx", providers=providers).run(
            {"pixels": np.zeros((1, 15, 15, 3), np.uint8)}
        )

        assert np.isfinite(answer[0]).all()
        assert capfd.readouterr() == ("", "")

    def test_gives_the_same_answer_from_several_threads_and_says_nothing(self, tmp_path, capfd):
        onnx.save(build_model(make_network()), str(tmp_path / "network.onnx"))
        pixels = np.random.default_rng(0).integers(0, 256, (2, 15, 15, 3), np.uint8)

        answers = [OnnxSession(tmp_path / "network.onnx", threads=count).run({"pixels": pixels})[0] for count in (1, 2)]

        np.testing.assert_allclose(*answers, atol=1e-6)
        assert capfd.readouterr() == ("", "")
