import { clean } from "./clean.ts";
import { policyKey, row, ruleKey } from "./rows.ts";
import type { Box, Cable, MapWords, Mark, Row, Sheet } from "./sheet.ts";

/**
 * The sheet with the place marked where a packet dies: the row of the rule or of the link, else the
 * box of the network namespace, else a note below everything.
 *
 * @param host inode of the host's network namespace
 */
export function withMark(sheet: Sheet, mark: Mark, host: number, words: MapWords): Sheet {
  const ends = (reason: string, link: string | null = null) =>
    words.diesHere(mark.leg, clean(reason), link === null ? null : clean(link));
  const text = ends(mark.reason);
  const onRow = mapRows(sheet, (each) => (isMarked(each, mark) ? { ...each, mark: text } : each));
  if (rowsOf(onRow).some((each) => each.mark !== null)) return onRow;
  const isPlace = (box: Box) => box.key === `net:${mark.network}` || (box.key === "host" && mark.network === host);
  const boxes = [sheet.host, ...sheet.places];
  if (!boxes.some(isPlace)) return { ...sheet, notes: [...sheet.notes, { ...row("mark", "", ""), mark: ends(mark.text) }] };
  const atBox = ends(mark.reason, mark.link);
  const marked = (box: Box) => (isPlace(box) ? { ...box, mark: atBox } : box);
  return { ...sheet, host: marked(sheet.host), places: sheet.places.map(marked) };
}

function isMarked({ key, label }: Row, { network, link, rule }: Mark): boolean {
  if (rule !== null) {
    const policy = policyKey(network, `${rule.table}/${rule.chain}`);
    return key === (rule.rule === "" ? policy : ruleKey(network, rule));
  }
  return link !== null && key.startsWith(`link:${network}:`) && label === link;
}

/** Every row of a sheet, also of the boxes inside others and of cables. */
export function rowsOf(sheet: Sheet): readonly Row[] {
  return [sheet.host, ...sheet.places, ...sheet.cgroups].flatMap(rowsOfBox);
}

export function rowsOfBox({ rows, inner, cable }: Box): readonly Row[] {
  const ends = cable === null ? [] : [cable.host, cable.bridge, cable.end].filter((end) => end !== null);
  return [...rows, ...ends, ...inner.flatMap(rowsOfBox)];
}

/** The sheet with every row put through a function. */
export function mapRows(sheet: Sheet, change: (each: Row) => Row): Sheet {
  const inBox = (box: Box): Box => ({
    ...box,
    rows: box.rows.map(change),
    inner: box.inner.map(inBox),
    cable: box.cable === null ? null : inCable(box.cable),
  });
  const inCable = ({ host, bridge, end }: Cable): Cable => ({
    host: change(host),
    bridge: bridge === null ? null : change(bridge),
    end: change(end),
  });
  return { ...sheet, host: inBox(sheet.host), places: sheet.places.map(inBox), cgroups: sheet.cgroups.map(inBox) };
}
