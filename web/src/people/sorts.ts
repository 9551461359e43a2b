// In which orders people can be looked at. Apart from what needs more code, because addresses are read at once.

export const SORTS = ["faces", "name", "recent", "check"] as const;
export type Sort = (typeof SORTS)[number];
