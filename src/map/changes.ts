import { mapRows, rowsOf, rowsOfBox } from "./marks.ts";
import { row } from "./rows.ts";
import type { Box, Cable, Row, Sheet } from "./sheet.ts";

/**
 * The later of two sheets of one lab with what differs marked: boxes and rows that are new, rows that
 * read otherwise, and a note for each that is gone. A box that is new is marked as a whole.
 */
export function withChanges(before: Sheet, after: Sheet): Sheet {
  const earlier = new Map(rowsOf(before).map((each) => [each.key, each]));
  const earlierBoxes = new Set(boxesOf(before).map(({ key }) => key));
  const inNewBoxes = new Set(
    boxesOf(after)
      .filter(({ key }) => !earlierBoxes.has(key))
      .flatMap((box) => box.rows.map(({ key }) => key)),
  );
  const compare = (each: Row): Row => {
    const then = earlier.get(each.key);
    if (then === undefined) return each.isDefault || inNewBoxes.has(each.key) ? each : { ...each, change: "new" };
    return then.text === each.text && then.label.trim() === each.label.trim() ? each : { ...each, change: "changed" };
  };
  const bridges = new Map(before.places.map(({ key, cable }) => [key, cable?.bridge?.key ?? null]));
  const markNew = (box: Box): Box => ({
    ...box,
    inner: box.inner.map(markNew),
    cable: box.cable === null || bridges.get(box.key) === (box.cable.bridge?.key ?? null) ? box.cable : plugged(box.cable),
    change: earlierBoxes.has(box.key) ? null : "new",
  });
  const compared = mapRows(after, compare);
  return {
    ...compared,
    places: compared.places.map(markNew),
    cgroups: compared.cgroups.map(markNew),
    notes: [...after.notes, ...goneFrom(before, after)],
  };
}

/** The host's end now is in another bridge, or in none. */
function plugged(cable: Cable): Cable {
  return { ...cable, host: { ...cable.host, change: cable.host.change ?? "changed" } };
}

/** A note for each box that is gone, and for each row of a box that is still there. */
function goneFrom(before: Sheet, after: Sheet): readonly Row[] {
  const keys = new Set(rowsOf(after).map(({ key }) => key));
  const boxes = new Set(boxesOf(after).map(({ key }) => key));
  return boxesOf(before).flatMap((box): readonly Row[] => {
    if (!boxes.has(box.key)) return [{ ...row(box.key, "", box.title), change: "gone" }];
    const own = rowsOfBox({ ...box, inner: [] });
    return own
      .filter(({ key, isDefault }) => !isDefault && !keys.has(key))
      .map((each) => ({
        ...row(each.key, "", `${[each.label.trim(), each.text.trim()].join("  ").trim()} (${box.title})`),
        change: "gone",
      }));
  });
}

function boxesOf({ host, places, cgroups }: Sheet): readonly Box[] {
  const withInner = (box: Box): readonly Box[] => [box, ...box.inner.flatMap(withInner)];
  return [host, ...places, ...cgroups].flatMap(withInner);
}
