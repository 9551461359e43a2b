from costs import COMMIT, SEE, Cost
from recorder import Record


class TestRecord:
    def test_prices_the_questions_that_were_answered(self):
        record = Record()
        asked = b'{"id": 4, "kind": "confirm", "faces": [{"id": 1}], "other_faces": [], "candidates": []}'

        record.note("/api/review/next", b"{}", asked)
        record.note("/api/review/4/answer", b'{"verdict": "yes", "wrong": []}', b"{}")

        assert record.price() == COMMIT + SEE

    def test_takes_no_notice_of_the_end_and_of_other_calls(self):
        record = Record()

        record.note("/api/review/next", b"{}", b"")
        record.note("/api/photos?limit=500", b"", b'{"items": []}')

        assert record.price() == Cost()
