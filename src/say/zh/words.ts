import { withLast, type Words } from "../words.ts";

/** How Chinese says messages: a file a subject, the English sentence beside the Chinese one. */
export const CHINESE_WORDS: Words = {
  phrases: {},
  list(items, by) {
    if (by === "and") return withLast(items, "、", " 和 ");
    if (by === "or") return withLast(items, "、", " 或 ");
    return items.join(by === "," ? "、" : "；");
  },
};
