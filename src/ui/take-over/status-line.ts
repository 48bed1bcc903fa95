import { stringWidth } from "../../map/text-width.ts";
import type { Whereabouts } from "../../kernel/whereabouts.ts";
import { isOnHost } from "../../kernel/whereabouts.ts";
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

/** The whole line, in colours, as much of it as there is room for: what matters least goes first. */
export function statusLine(layout: StatusLayout, standing: Standing, columns: number): string {
  const { style, texts } = layout;
  const { status } = texts.learner.takeOver;
  const { step, passed, switches } = standing;
  const place = placeWords(layout, standing);
  const short = `${step.number}/${step.count}`;
  const checks = passed.length === 0 ? [] : [marks(layout, passed), `${count(passed)}/${passed.length}`];
  const allPassed = passed.length > 0 && passed.every((each) => each === true);
  const keys = allPassed ? status.keysPassed : status.keys;
  const long = switches && !allPassed ? `${keys.long}${SEPARATOR}${status.switchKey}` : keys.long;
  const few = passed.length === 0 ? "" : checks.slice(-1).join("");
  const forms: readonly (readonly string[])[] = [
    [status.step(short, step.title), place, checks.join(" "), long],
    [status.step(short, step.title), place, checks.join(" "), keys.short],
    [short, place, checks.join(" "), long],
    [short, place, checks.join(" "), keys.short],
    [short, place, few, keys.short],
    [place, few, keys.short],
    [place, few],
    [few],
  ];
  // The last column stays free: a terminal may wrap when it is written to.
  const fits = (parts: readonly string[]) => stringWidth(join(parts)) < columns;
  const parts = forms.find(fits) ?? [];
  return parts
    .filter((part) => part !== "")
    .map((part) => (part === checks.join(" ") ? coloured(layout, passed) : style.quiet(part)))
    .join(style.quiet(SEPARATOR));
}

/** The same facts as a sentence, for where no line can stand still. */
export function standingWords(layout: StatusLayout, standing: Standing): string {
  const { step, passed } = standing;
  const { status } = layout.texts.learner.takeOver;
  const checks = passed.length === 0 ? [] : [status.checks(count(passed), passed.length)];
  const place = placeWords(layout, standing);
  return [`[${status.step(`${step.number}/${step.count}`, step.title)}`, place, ...checks].join(", ").concat("]");
}

/** A shell on the host in the terminal of that name needs no second word. */
function placeWords(layout: StatusLayout, { terminal, where }: Standing): string {
  const words = where === null ? terminal : whereWords(layout, where);
  return words === terminal ? terminal : `${terminal}: ${words}`;
}

/** As in `host`, `ns1`, `ns1 mnt+pid, chroot /root/docker`. */
export function whereWords({ texts }: Pick<Layout, "texts">, where: Whereabouts): string {
  const { status } = texts.learner.takeOver;
  if (isOnHost(where)) return status.onHost;
  const kinds = where.apart.filter((kind) => kind !== "net" || where.network === null).join("+");
  const namespaces = [where.network ?? "", kinds].filter((part) => part !== "").join(" ");
  return [namespaces, where.root === "/" ? "" : status.chroot(where.root)].filter((part) => part !== "").join(", ");
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
