// What the steps of the server are called on screen.

const WORDS: Record<string, { title: string; unit: string }> = {
  "photos.scan": { title: "Looking into folders", unit: "folder" },
  "photos.read": { title: "Reading photos", unit: "photo" },
  "faces.detect": { title: "Finding faces", unit: "photo" },
  "faces.embed": { title: "Measuring faces", unit: "face" },
  "people.match": { title: "Recognising people", unit: "face" },
  "people.learn": { title: "Learning from you", unit: "answer" },
};

export const wordsOf = (step: string) => WORDS[step] ?? { title: step, unit: "item" };
