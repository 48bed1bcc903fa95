import { mapRows, rowsOf, rowsOfBox } from "./marks.ts";
import { networkOf, row, rulesUnreadableKey, unreadableKey } from "./rows.ts";
import type { Box, Cable, MapWords, Row, Sheet } from "./sheet.ts";

/**
 * The later of two sheets of one lab with what differs marked: boxes and rows that are new, rows that
 * read otherwise, and a note for each that is gone. A box that is new is marked as a whole, and so is one with another name. Of what one of the two looks
 * could not read, nothing is known to have changed.
 */
export function withChanges(before: Sheet, after: Sheet, words: MapWords): Sheet {
  const earlier = new Map(rowsOf(before).map((each) => [each.key, each]));
  const earlierBoxes = new Map(boxesOf(before).map((box) => [box.key, box]));
  const inNewBoxes = new Set(
    boxesOf(after)
      .filter(({ key }) => !earlierBoxes.has(key))
      .flatMap((box) => box.rows.map(({ key }) => key)),
  );
  const wasUnread = unreadIn(before);
  const compare = (each: Row): Row => {
    const then = earlier.get(each.key);
    if (then === undefined) {
      if (each.isDefault || inNewBoxes.has(each.key) || wasUnread(each)) return each;
      return { ...each, change: each.otherwise === undefined ? "new" : "changed" };
    }
    return reads(then) === reads(each) ? each : { ...each, change: "changed" };
  };
  const bridges = new Map(before.places.map(({ key, cable }) => [key, cable?.bridge?.key ?? null]));
  const markNew = (box: Box): Box => ({
    ...box,
    inner: box.inner.map(markNew),
    cable:
      box.cable === null || wasUnread.any || bridges.get(box.key) === (box.cable.bridge?.key ?? null)
        ? box.cable
        : plugged(box.cable),
    change: boxChange(earlierBoxes.get(box.key), box),
  });
  const isUnread = unreadIn(after);
  // What is said of a link depends on its other end, which may be where nobody could look.
  const isKnown = ({ key }: Row) => !(wasUnread.any || isUnread.any) || !key.startsWith("link:");
  const reads = (each: Row): string => `${each.label.trim()}  ${isKnown(each) ? each.text : ""}`;
  const compared = mapRows(after, compare);
  return {
    ...compared,
    places: compared.places.map(markNew),
    cgroups: compared.cgroups.map(markNew),
    notes: [...after.notes, ...goneFrom(before, after, isUnread, words)],
  };
}

/** A box is the same as long as what it shows is, whatever it is called. */
function boxChange(before: Box | undefined, { name }: Box): Box["change"] {
  if (before === undefined) return "new";
  return before.name === name ? null : "changed";
}

/** Whether a row is about a network namespace that the sheet could not read. */
interface Unread {
  (each: Row): boolean;
  /** Whether there is any. */
  readonly any: boolean;
}

function unreadIn(sheet: Sheet): Unread {
  const keys = new Set(rowsOf(sheet).map(({ key }) => key));
  const isUnread = ({ key }: Row) => {
    const about = networkOf(key);
    if (about === null) return false;
    return keys.has(unreadableKey(about.network)) || (about.isRule && keys.has(rulesUnreadableKey(about.network)));
  };
  return Object.assign(isUnread, { any: [...keys].some((key) => key.startsWith("unreadable:")) });
}

/** The host's end now is in another bridge, or in none. */
function plugged(cable: Cable): Cable {
  return { ...cable, host: { ...cable.host, change: cable.host.change ?? "changed" } };
}

/** A note for each box that is gone, and for each row of a box that is still there. */
function goneFrom(before: Sheet, after: Sheet, isUnread: Unread, words: MapWords): readonly Row[] {
  const keys = new Set(rowsOf(after).map(({ key }) => key));
  const boxes = new Set(boxesOf(after).map(({ key }) => key));
  return boxesOf(before).flatMap((box): readonly Row[] => {
    if (!boxes.has(box.key)) return [{ ...row(box.key, "", box.title), change: "gone" }];
    const own = rowsOfBox({ ...box, inner: [] });
    return own
      .filter((each) => !each.isDefault && !keys.has(each.key) && !isUnread(each))
      .map((each) => {
        const { otherwise } = each;
        const text = [each.label.trim(), (otherwise ?? each.text).trim()].join("  ").trim();
        return {
          ...row(each.key, "", words.aside(text, each.key === box.cable?.host.key ? before.host.title : box.title)),
          change: otherwise === undefined ? "gone" : "changed",
        };
      });
  });
}

function boxesOf({ host, places, cgroups }: Sheet): readonly Box[] {
  const withInner = (box: Box): readonly Box[] => [box, ...box.inner.flatMap(withInner)];
  return [host, ...places, ...cgroups].flatMap(withInner);
}
