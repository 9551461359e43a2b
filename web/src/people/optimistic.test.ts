import { afterEach, describe, expect, test } from "vitest";
import type { Pages } from "../api/pages";
import { queryClient } from "../api/queries";
import type { Face } from "../api/types";
import { rollBack, showAlready } from "./optimistic";

const key = (filter: object) => ["faces", "list", filter];
const suggestion = { person_id: 7, name: "Ada", probability: 0.9 };
const face = (id: number): Face => ({
  ...{ id, photo_id: id, box: [0, 0, 9, 9] as Face["box"], score: 1, quality: 1, origin: "detector" as const },
  ...{ tag: null, suggestion, mark: null, group_id: 3, chip_url: "" },
});

function put(filter: object, ...ids: number[]) {
  queryClient.setQueryData(key(filter), {
    pages: [{ items: ids.map(face), next_cursor: null }],
    pageParams: [undefined],
  });
}

const idsOf = (filter: object) =>
  queryClient.getQueryData<Pages<Face>>(key(filter))?.pages.flatMap((page) => page.items.map(({ id }) => id));

afterEach(() => queryClient.clear());

describe("showAlready", () => {
  test("takes confirmed faces off the list of suggestions and off their group", () => {
    put({ suggested_person_id: 7 }, 1, 2, 3);
    put({ group_id: 3 }, 1, 2, 3);

    showAlready({ kind: "confirm", face_ids: [1, 3], person_id: 7 });

    expect(idsOf({ suggested_person_id: 7 })).toEqual([2]);
    expect(idsOf({ group_id: 3 })).toEqual([2]);
  });

  test("puts everything back where the server refuses", () => {
    put({ group_id: 3 }, 1, 2);

    const snapshot = showAlready({ kind: "not_a_face", face_ids: [1, 2] });
    expect(idsOf({ group_id: 3 })).toEqual([]);
    rollBack(snapshot);

    expect(idsOf({ group_id: 3 })).toEqual([1, 2]);
  });
});

describe("showAlready on the grid of people", () => {
  const brief = (id: number, faces: number) => ({ id, name: `P${id}`, faces, to_check: 1, last_seen: null });
  const crowd = ["people", "crowd", false];
  const shown = () => queryClient.getQueryData<{ people: ReturnType<typeof brief>[] }>(crowd)?.people;

  test("lets merged people leave, and gives their faces to the one who stays", () => {
    queryClient.setQueryData(crowd, { people: [brief(1, 5), brief(2, 7), brief(3, 9)], hidden: 0, is_current: true });

    const snapshot = showAlready({ kind: "merge", person_ids: [1, 3], into: 2 });
    expect(shown()).toEqual([{ ...brief(2, 21), to_check: 3 }]);
    rollBack(snapshot);

    expect(shown()).toHaveLength(3);
  });

  test("lets a hidden person leave", () => {
    queryClient.setQueryData(crowd, { people: [brief(1, 5), brief(2, 7)], hidden: 0, is_current: true });

    showAlready({ kind: "hide", person_id: 1 });

    expect(shown()).toEqual([brief(2, 7)]);
  });
});
