import { stringWidth } from "../../map/text-width.ts";
import type { Whereabouts } from "../../kernel/whereabouts.ts";
import { isOnHost } from "../../kernel/whereabouts.ts";
import { shorten } from "../columns.ts";
import type { Layout } from "../layout.ts";

/** How things stand while a learner types. */
export interface Standing {
  readonly step: { readonly number: number; readonly count: number; readonly title: string };
  readonly terminal: string;
  /** Of the shell in front; null where it is not known, or outside of the lab's host. */
  readonly where: Whereabouts | null;
  /** Whether there is another terminal to go to. */
  readonly switches: boolean;
  /** A verdict a check, in their order; null: not looked at yet. Empty where none are judged. */
  readonly passed: readonly (boolean | null)[];
}

type StatusLayout = Pick<Layout, "style" | "texts">;

/** Of a title that is cut so many columns are worth their room. */
const SHORTEST_TITLE = 12;

/**
 * The whole line, in colours, as much of it as there is room for. What matters least goes first: the end of the title, then
 * all of it, the keys' long names, each check's own mark, the step's number, where the terminal has been led, its name, the
 * key to the other terminals; the count of checks and the way back stay longest.
 */
export function statusLine(layout: StatusLayout, standing: Standing, columns: number): string {
  const { style, texts } = layout;
  const { status } = texts.learner.takeOver;
  const { step, passed, switches, terminal } = standing;
  const place = placeWords(layout, standing);
  const short = `${step.number}/${step.count}`;
  const few = passed.length === 0 ? "" : `${count(passed)}/${passed.length}`;
  const checks = passed.length === 0 ? "" : `${marks(layout, passed)} ${few}`;
  const allPassed = passed.length > 0 && passed.every((each) => each === true);
  const back = allPassed ? status.keysPassed : status.keys;
  const keys = (form: "long" | "short") => [back[form], switches && !allPassed ? status.switchKey[form] : ""];
  const long = [place, checks, ...keys("long")];
  // The last column stays free: a terminal may wrap when it is written to.
  const isRoomFor = (parts: readonly string[]) => stringWidth(join(parts)) < columns;
  const title = titleIn(layout, step.title, columns - stringWidth(join([status.step(short, ""), ...long])) - 1);
  const forms: readonly (readonly string[])[] = [
    ...(title === null ? [] : [[status.step(short, title), ...long]]),
    [short, ...long],
    [short, place, checks, ...keys("short")],
    [short, place, few, ...keys("short")],
    [place, few, ...keys("short")],
    [terminal, few, ...keys("short")],
    [few, ...keys("short")],
    [few, back.short],
    [few],
  ];
  const parts = forms.find(isRoomFor) ?? [];
  return parts
    .filter((part) => part !== "")
    .map((part) => (part === checks ? coloured(layout, passed) : style.quiet(part)))
    .join(style.quiet(SEPARATOR));
}

/** As much of a title as there is room for; null where that would say nothing. */
function titleIn({ style }: StatusLayout, title: string, room: number): string | null {
  if (stringWidth(title) <= room) return title;
  return room < SHORTEST_TITLE ? null : shorten(title, room, style.ellipsis);
}

/** The same facts as a sentence, for where no line can stand still. */
export function standingWords(layout: StatusLayout, standing: Standing): string {
  const { step, passed } = standing;
  const { status } = layout.texts.learner.takeOver;
  const checks = passed.length === 0 ? [] : [status.checks(count(passed), passed.length)];
  const place = placeWords(layout, standing);
  return `[${status.facts([status.step(`${step.number}/${step.count}`, step.title), place, ...checks])}]`;
}

/** A shell on the host in the terminal of that name needs no second word. */
function placeWords(layout: StatusLayout, { terminal, where }: Standing): string {
  const words = where === null ? terminal : whereWords(layout, where);
  return words === terminal ? terminal : layout.texts.learner.takeOver.status.place(terminal, words);
}

/** As in `host`, `ns1`, `ns1 mnt+pid, chroot /root/docker`. */
export function whereWords({ texts }: Pick<Layout, "texts">, where: Whereabouts): string {
  const { status } = texts.learner.takeOver;
  if (isOnHost(where)) return status.onHost;
  const kinds = where.apart.filter((kind) => kind !== "net" || where.network === null).join("+");
  const namespaces = [where.network ?? "", kinds].filter((part) => part !== "").join(" ");
  return status.facts([namespaces, where.root === "/" ? "" : status.chroot(where.root)].filter((part) => part !== ""));
}

const SEPARATOR = "  ";

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(SEPARATOR);
}

function count(passed: readonly (boolean | null)[]): number {
  return passed.filter((each) => each === true).length;
}

function marks({ style }: Pick<Layout, "style">, passed: readonly (boolean | null)[]): string {
  const [yes, no] = style.pass.length === 1 ? [style.pass, style.fail] : ["+", "-"];
  return passed.map((each) => (each === null ? "?" : each ? yes : no)).join("");
}

function coloured(layout: StatusLayout, passed: readonly (boolean | null)[]): string {
  const { style } = layout;
  const each = passed.map((one) => {
    const mark = marks(layout, [one]);
    return one === null ? style.quiet(mark) : one ? style.good(mark) : style.bad(mark);
  });
  return `${each.join("")} ${style.quiet(`${count(passed)}/${passed.length}`)}`;
}
