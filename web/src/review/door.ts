// How the run of questions speaks with the server, and has pictures ready before they are shown.
import { api, ask } from "../api/client";
import { queryClient } from "../api/queries";
import type { Question } from "../api/types";
import { fetchCover, type Purpose } from "./queries";
import type { Door } from "./run";

export function makeDoor(purpose: Purpose): Door {
  const query = { purpose };
  return {
    next: async (wish) => (await ask(api.POST("/api/review/next", { params: { query }, body: wish }))) ?? null,
    say: (question_id, body) =>
      ask(api.POST("/api/review/{question_id}/answer", { params: { path: { question_id }, query }, body })),
    undo: (question_id) =>
      ask(api.POST("/api/review/{question_id}/undo", { params: { path: { question_id }, query } })),
    leave: (question_id, body) =>
      void api
        .POST("/api/review/{question_id}/answer", { params: { path: { question_id }, query }, body, keepalive: true })
        .catch(() => undefined),
    leaveUndone: (question_id) =>
      void api
        .POST("/api/review/{question_id}/undo", { params: { path: { question_id }, query }, keepalive: true })
        .catch(() => undefined),
    prepare,
    pause: (ms) => new Promise((go) => setTimeout(go, ms)),
  };
}

/** Pictures that were decoded are kept until others take their place, or the browser would decode them again. */
const ready: HTMLImageElement[] = [];
const MOST_READY = 120;

async function prepare(question: Question) {
  const people = [...(question.person ? [question.person.id] : []), ...question.candidates.map((one) => one.person_id)];
  const covers = people.map(async (id) => decode(await fetchCover(id)));
  await Promise.all([...question.faces.map((face) => decode(face.chip_url)), ...covers]);
}

async function decode(url: string | null) {
  if (!url) return;
  const picture = new Image();
  picture.src = url;
  ready.push(picture);
  ready.splice(0, ready.length - MOST_READY);
  await picture.decode().catch(() => undefined);
}

/** After an answer nearly everything may have moved, but how much is left came with the reply. */
export function refreshHeard() {
  for (const topic of ["faces", "people", "photos", "decisions", "insights"]) {
    queryClient.invalidateQueries({ queryKey: [topic] });
  }
}
