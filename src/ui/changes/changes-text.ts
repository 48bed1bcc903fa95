import type { Change } from "../../kernel/changes.ts";
import { diffSnapshots } from "../../kernel/diff.ts";
import type { Snapshot } from "../../kernel/snapshot.ts";
import { ESCAPES } from "../../terminal/plain-text.ts";
import type { Message } from "../../say/message.ts";
import { inWords } from "../../say/words.ts";
import type { Layout } from "../layout.ts";
import { indent, wrap } from "../wrap.ts";
import { cgroupLines } from "./cgroups.ts";
import { mountLines } from "./mounts.ts";
import type { ChangeLine, Wording } from "./names.ts";
import { nameLines } from "./hostnames.ts";
import { namespaceLines } from "./namespaces.ts";
import { networkLines } from "./networks.ts";
import { processLines } from "./processes.ts";

type ChangesLayout = Pick<Layout, "style" | "texts" | "width">;

/**
 * What changed between two snapshots, in words and symbols, a line a change: what is new about
 * namespaces first, then networks, mounts, cgroups and processes. Empty where nothing changed that a
 * learner did; the lab's own shells, packet counters and the like are no change.
 */
export function changeLines(
  { style, texts }: Pick<Layout, "style" | "texts">,
  before: Snapshot,
  after: Snapshot,
): readonly ChangeLine[] {
  const figure = (said: Message) => inWords(said, texts.words);
  const wording: Wording = { before, after, words: texts.changes, figure, arrow: style.arrow };
  return inGroups(wording, diffSnapshots(before, after)).flatMap((group) => shortened(wording, group));
}

/** Changes of one kind that are put into words, before those lines are cut: a learner may have made thousands. */
const MOST_WORDED = 100;

/** The same as a block of text, with a heading; says so where nothing changed. */
export function changesText(layout: ChangesLayout, before: Snapshot, after: Snapshot): string {
  const { style, texts } = layout;
  const lines = changeLines(layout, before, after);
  if (lines.length === 0) return wrap(texts.changes.nothing, layout.width());
  const colour = { "+": style.good, "-": style.bad, "~": style.strong };
  const blocks = lines.map(({ sign, text }) => indent(wrap(text, layout.width() - 4), 4, `  ${colour[sign](sign)}`));
  return `${texts.changes.title}\n\n${blocks.join("\n")}`;
}

interface Group {
  readonly lines: readonly ChangeLine[];
  /** Changes that are in none of the lines. */
  readonly left: number;
}

function inGroups(wording: Wording, changes: readonly Change[]): readonly Group[] {
  const group = <Of>(own: readonly Of[], linesOf: (worded: readonly Of[]) => readonly ChangeLine[]): Group => {
    const worded = own.slice(0, MOST_WORDED);
    return { lines: linesOf(worded), left: own.length - worded.length };
  };
  const namespaces = changes.flatMap((change) =>
    change.type === "namespace-appeared" || change.type === "namespace-gone" ? [change] : [],
  );
  const lives = changes.flatMap((change) =>
    change.type === "process-started" || change.type === "process-ended" || change.type === "process-changed" ? [change] : [],
  );
  return [
    group(namespaces, (own) => namespaceLines(wording, own)),
    group(
      changes.filter(({ type }) => type === "hostname" || type === "ipc-object-made" || type === "ipc-object-gone"),
      (own) => nameLines(wording, own),
    ),
    group(
      changes.flatMap((change) => ("network" in change ? [change] : [])),
      (own) => networkLines(wording, own),
    ),
    // a mount that keeps a namespace is told with the namespace
    group(
      changes.filter((change) => "mount" in change),
      (own) => mountLines(wording, [...own, ...namespaces]),
    ),
    group(
      changes.flatMap((change) => ("cgroup" in change ? [change] : [])),
      (own) => cgroupLines(wording, own),
    ),
    group(lives, (own) => processLines(wording, own)),
  ];
}

/** A group that is longer is cut to this, and the rest counted. */
const LONGEST_GROUP = 20;
/** Of a line, so many characters: a command may have arguments of megabytes. */
const LONGEST_LINE = 1000;

function shortened({ words }: Wording, { lines, left }: Group): readonly ChangeLine[] {
  const isWhole = lines.length <= LONGEST_GROUP && left === 0;
  const shown = isWhole ? lines : lines.slice(0, LONGEST_GROUP - 1);
  const whole = ({ text, aside }: ChangeLine) => (aside === undefined ? text : words.aside(text, aside));
  const clean = shown.map((each) => ({ sign: each.sign, text: harmless(whole(each).slice(0, LONGEST_LINE)) }));
  return isWhole ? clean : [...clean, { sign: "~", text: words.more(lines.length - shown.length + left) }];
}

/** Names in a lab are the learner's: what would act on a terminal, or hide or turn what stands beside it, becomes `?`. */
function harmless(text: string): string {
  return text.replace(ESCAPES, "?").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "?");
}
