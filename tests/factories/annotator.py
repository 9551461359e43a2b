"""A careful reviewer who knows everybody: plays the review queue to its end through the API, and counts actions."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi.testclient import TestClient

PATIENCE = 2000  # questions: more than that never ends


@dataclass
class Annotator:
    """Answers as the effort simulator does."""

    client: TestClient
    who: dict[int, str | None]  # face -> name; None: a stranger
    think: Callable[[], None] = lambda: None  # what the machine does after each answer
    actions: int = 0
    questions: list[dict[str, Any]] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)

    def play(self) -> None:
        """Answer until nothing is worth asking."""
        for _ in range(PATIENCE):
            reply = self.client.post("/api/review/next", json={})
            if reply.status_code == 204:
                return
            question = reply.raise_for_status().json()
            self.questions.append(question)
            self.send(question, self.answer(question))
            self.think()
        raise AssertionError("the queue never ends")

    def send(self, question: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
        """Send an answer, and learn the numbers of people as the web app does."""
        reply = self.client.post(f"/api/review/{question['id']}/answer", json=answer).raise_for_status()
        if answer["verdict"] == "new":
            people = self.client.get("/api/people?limit=500").json()["items"]
            self.known = {person["name"]: person["id"] for person in people}
        return reply.json()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return the right answer."""
        return getattr(self, f"_{question['kind']}")(question)

    def _confirm(self, question: dict[str, Any]) -> dict[str, Any]:
        self.actions += 1
        return {"verdict": "yes", "wrong": self._take_out(question["faces"], question["person"]["name"])}

    def _identify(self, question: dict[str, Any]) -> dict[str, Any]:
        name = Counter(self.who[face["id"]] for face in question["faces"]).most_common(1)[0][0]
        wrong = self._take_out(question["faces"], name)
        shown = {candidate["name"]: candidate["person_id"] for candidate in question["candidates"]}
        self.actions += 1 if name is None or name in shown else 2
        if name is None:
            return {"verdict": "stranger", "wrong": wrong}
        if name in shown or name in self.known:
            return {"verdict": "person", "person_id": shown.get(name) or self.known[name], "wrong": wrong}
        return {"verdict": "new", "name": name, "wrong": wrong}

    def _take_out(self, faces: list[dict[str, Any]], name: str | None) -> list[int]:
        wrong = [face["id"] for face in faces if self.who[face["id"]] != name]
        self.actions += min(len(wrong), 1 + len(faces) - len(wrong))
        return wrong
