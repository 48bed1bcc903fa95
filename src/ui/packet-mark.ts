import type { DeathPlace } from "../../checks/check.ts";
import type { Mark } from "../map/sheet.ts";
import { inWords, type Words } from "../say/words.ts";

/** Where a packet dies, as the map shows it. */
export function packetMark(place: DeathPlace | null, words: Words): Mark | null {
  return place === null ? null : { ...place, text: inWords(place.text, words), reason: inWords(place.reason, words) };
}
