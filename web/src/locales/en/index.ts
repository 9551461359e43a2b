import activity from "./activity.json";
import common from "./common.json";
import errors from "./errors.json";
import faces from "./faces.json";
import history from "./history.json";
import insights from "./insights.json";
import people from "./people.json";
import person from "./person.json";
import photos from "./photos.json";
import review from "./review.json";
import search from "./search.json";
import settings from "./settings.json";

export const en = {
  activity,
  common,
  errors,
  faces,
  history,
  insights,
  people,
  person,
  photos,
  review,
  search,
  settings,
};
