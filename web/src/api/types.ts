// Short names for what the API speaks of. Only this file knows how the generated document calls them.
import type { components, operations } from "./schema";

type Schemas = components["schemas"];
type JsonBody<Name extends keyof operations> = operations[Name] extends {
  requestBody: { content: { "application/json": infer Body } };
}
  ? Body
  : never;

export type Face = Schemas["Face"];
export type Photo = Schemas["Photo"];
export type PhotoDetail = Schemas["PhotoDetail"];
export type Person = Schemas["Person"];
export type Group = Schemas["Group"];
export type Suggestion = Schemas["Suggestion"];
export type Decision = Schemas["Decision"];
export type Question = Schemas["Question"];
export type Left = Schemas["Left"];
export type Status = Schemas["Status"];
export type Step = Status["steps"][number];
export type Source = Schemas["Source"];
export type Failure = Schemas["Failure"];
export type About = Schemas["About"];
export type Box = Face["box"];
export type DecisionBody = JsonBody<"decide">;
export type Answer = JsonBody<"answer_question">;
export type Page<Item> = { items: Item[]; next_cursor: string | null };
