// The one place that builds addresses of pictures whose address the API did not hand out.

export const chipUrl = (faceId: number) => `/api/faces/${faceId}/chip`;
export const eventsUrl = "/api/events";
export const uploadsUrl = "/api/uploads";
/** A picture of a photo: the same address as the API hands out, so that a browser has it once. */
export const photoUrl = (photoId: number, picture: "thumb" | "image" | "original", version: string) =>
  `/api/photos/${photoId}/${picture}${version ? `?v=${version}` : ""}`;
