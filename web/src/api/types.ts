// Short names for what the API speaks of. Only this file knows how the generated document calls them.
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
type PostBody<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

export type Face = Schemas["Face"];
export type Photo = Schemas["Photo"];
export type PhotoDetail = Schemas["PhotoDetail"];
export type Bucket = Schemas["Bucket"];
export type ShotNotes = Schemas["ShotNotes"];
export type Person = Schemas["Person"];
export type Group = Schemas["Group"];
export type Suggestion = Schemas["Suggestion"];
export type Decision = Schemas["DecisionOut"];
export type Question = Schemas["Question"];
export type Left = Schemas["Left"];
export type Status = Schemas["Status"];
export type Insights = Schemas["Insights"];
export type Automatic = Schemas["Automatic"];
export type Imported = Schemas["Imported"];
export type CalibratorVersion = Schemas["CalibratorVersion"];
export type Step = Status["steps"][number];
export type Source = Schemas["Source"];
export type Failure = Schemas["Failure"];
export type FailureKind = Schemas["FailureKind"];
export type ActivityEvent = Schemas["Event"];
export type About = Schemas["About"];
export type Box = Face["box"];
export type DecisionBody = PostBody<"/api/decisions">;
export type Answer = PostBody<"/api/review/{question_id}/answer">;
export type Page<Item> = { items: Item[]; next_cursor: string | null };
export type Brief = Schemas["Brief"];
export type Crowd = Schemas["Crowd"];
export type MergePreview = Schemas["MergePreview"];
export type SampleFace = Schemas["SampleFace"];
export type Mistake = Schemas["Mistake"];
export type Somebody = Schemas["Somebody"];
export type Mixed = Schemas["Mixed"];
export type MixedSide = Mixed["larger"];
export type SplitPreview = Schemas["SplitPreview"];
export type Profile = Schemas["Profile"];
export type Age = Schemas["Age"];
