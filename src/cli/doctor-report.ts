import { stringWidth } from "../map/text-width.ts";
import { EVERY_LESSON } from "../lab/preflight-capabilities.ts";
import { reasonText } from "../lab/preflight-fixes.ts";
import type { Capability, Preflight } from "../lab/preflight.ts";
import { type Tool, TOOLS } from "../lab/system-packages.mjs";
import { toInstall } from "../lab/to-install.ts";
import { listed, type Message, say, type Value } from "../say/message.ts";
import { hanging, type ReportStyle } from "../ui/report/pretty.ts";
import { wrap } from "../ui/wrap.ts";
import type { LessonHere } from "./doctor-lessons.ts";

/** What this machine can do, lesson by lesson, and at the end what to do about the rest. */
export function doctorReport(preflight: Preflight, course: readonly LessonHere[], style: ReportStyle): string {
  const { capabilities } = preflight;
  const general = capabilities.filter(isGeneral);
  const particular = capabilities.filter((each) => !isGeneral(each));
  const report = [
    `${wrap(style.told(machineText(preflight)), widthOf(style))}\n`,
    style.told(say`Every lesson needs:`),
    ...capabilityLines(general, style),
    "",
    ...course.map((lesson) => lessonLine(lesson, particular, style)),
    "",
    ...problemLines(preflight, style),
    summary(course, style),
    "",
  ].join("\n");
  return style.fit(report);
}

function machineText({ facts, lab }: Preflight): Message {
  const { system, kernel, container } = facts;
  const who = facts.uid === 0 ? say`as root` : say`as an ordinary user`;
  const machine =
    container === null
      ? say`${{ system }}, kernel ${{ kernel }}, ${{ who }}.`
      : say`${{ system }}, kernel ${{ kernel }}, in a container (${{ container }}), ${{ who }}.`;
  return lab.privilege === null ? machine : say`${{ machine }} ${{ labs: LABS[lab.privilege] }}`;
}

const LABS = {
  "mapped-root": say`Labs here are made by root, with ids that nobody uses.`,
  rootless: say`Labs here are rootless.`,
} as const;

/** Whether a lesson can run from its first step to its last. */
export function runsWhole({ skipped }: LessonHere): boolean {
  return skipped === 0;
}

/** A lesson without some of its steps is not one that can run. */
function summary(course: readonly LessonHere[], style: ReportStyle): string {
  const [whole, all] = [course.filter(runsWhole).length, course.length];
  const inPart = course.filter((lesson) => extentOf(lesson) === "degraded").length;
  if (whole === all) return style.good(style.told(say`All ${{ all }} lessons can run here.`));
  return style.bad(style.told(inPart === 0 ? say`${{ whole }} of ${{ all }} lessons can run here.` : partly(whole, all, inPart)));
}

function partly(whole: number, all: number, more: number): Message {
  return more === 1
    ? say`${{ whole }} of ${{ all }} lessons can run here, ${{ more }} more without some of its steps.`
    : say`${{ whole }} of ${{ all }} lessons can run here, ${{ more }} more without some of their steps.`;
}

function extentOf({ skipped, steps }: LessonHere): Capability["status"] {
  return skipped === 0 ? "works" : skipped < steps ? "degraded" : "missing";
}

/** Tools the course uses and this machine lacks. */
export function toolsToInstall(capabilities: readonly Capability[]): readonly Tool[] {
  const absent = new Set(capabilities.flatMap((each) => (each.reason?.type === "tool-missing" ? [each.reason.tool] : [])));
  return TOOLS.filter((tool) => absent.has(tool.name));
}

function isGeneral(capability: Capability): boolean {
  return capability.lessons.length === EVERY_LESSON.length;
}

function capabilityLines(capabilities: readonly Capability[], style: ReportStyle): readonly string[] {
  const isTool = (each: Capability) => each.id.startsWith("tool:");
  const working = capabilities.filter((each) => each.status === "works");
  const groups = [working.filter(isTool), working.filter((each) => !isTool(each))].filter((group) => group.length > 0);
  return [
    ...groups.map((group) => marked(style, style.good(style.pass), style.told(joined(group.map(({ title }) => title))))),
    ...capabilities
      .filter((each) => each.status !== "works")
      .map((each) => marked(style, mark(each.status, style), style.told(whatAndWhy(each.title, each.detail)))),
  ];
}

function whatAndWhy(what: Message, why: Message | null): Message {
  return why === null ? what : say`${{ what }}: ${{ why }}`;
}

function joined(items: readonly Value[]): Message {
  return say`${{ items: listed(items) }}`;
}

/** A line behind its mark. */
function marked(style: ReportStyle, sign: string, text: string): string {
  return hanging(style, 2, text, sign, stringWidth(sign) + 1);
}

/** Wider lines are hard to read. */
function widthOf({ width }: ReportStyle): number {
  return Math.min(width, 78);
}

function lessonLine(lesson: LessonHere, particular: readonly Capability[], style: ReportStyle): string {
  const needs = particular.filter((each) => each.lessons.includes(lesson.number));
  const runs = extentOf(lesson);
  const shown = needs.map(({ status, title }) =>
    status === "works" ? title : say`${{ mark: mark(status, style) }} ${{ title }}`,
  );
  const head = `${mark(runs, style)} ${String(lesson.number).padStart(2)} ${lesson.id.padEnd(11)} `;
  const list = wrap(
    style.quiet(style.told(runs === "degraded" ? withSkipped(shown, lesson) : joined(shown))),
    widthOf(style) - NEEDS_COLUMN,
  );
  return `${head}${list.replaceAll("\n", `\n${" ".repeat(NEEDS_COLUMN)}`)}`.trimEnd();
}

function withSkipped(needs: readonly Message[], { skipped, steps }: LessonHere): Message {
  return needs.length === 0
    ? say`${{ skipped }} of ${{ steps }} steps skipped`
    : say`${{ needs: listed(needs) }}, ${{ skipped }} of ${{ steps }} steps skipped`;
}

/** Where the things a lesson needs begin: behind its mark, number and id. */
const NEEDS_COLUMN = 17;

function mark(status: Capability["status"], style: ReportStyle): string {
  switch (status) {
    case "works":
      return style.good(style.pass);
    case "missing":
      return style.bad(style.fail);
    case "degraded":
      return style.quiet(style.skip);
  }
}

/** One entry a cause, with one fix: what shares both stands together, and all missing tools are got by one command. */
function problemLines({ capabilities, facts }: Preflight, style: ReportStyle): readonly string[] {
  const tools = toolsToInstall(capabilities);
  const names = joined(tools.map(({ name }) => name));
  const entries = [
    ...(tools.length === 0
      ? []
      : [
          {
            what: say`${{ tools: names }}: not installed`,
            fix: toInstall(facts.packageManager, tools, { sudo: facts.uid !== 0 }),
          },
        ]),
    ...byCause(capabilities).map(({ why, fix, titles }) => ({ what: whatAndWhy(joined(titles), why), fix })),
  ];
  if (entries.length === 0) return [];
  const install = tools.length > 0 && facts.packageManager !== null;
  return [
    style.told(say`What to do:`),
    // The fix is never wrapped: what is copied must stay one line.
    ...entries.map(({ what, fix }, index) => {
      const shown = hanging(style, 2, style.told(what), `${index + 1}.`, 3);
      return `${shown}\n     ${style.good(style.told(fix))}`;
    }),
    "",
    ...(install ? [`  ${style.told(say`nslab doctor --fix installs what is missing.`)}`, ""] : []),
  ];
}

interface Cause {
  readonly why: Message;
  readonly fix: Message;
  readonly titles: readonly Message[];
}

/** What does not work for another reason than a missing tool, by that reason and its fix. */
function byCause(capabilities: readonly Capability[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { fix, reason, title } of capabilities) {
    if (fix === undefined || reason === undefined || reason.type === "tool-missing") continue;
    const key = JSON.stringify([reason.type, fix]);
    const { why, titles } = causes.get(key) ?? { why: reasonText(reason), titles: [] };
    causes.set(key, { why, fix, titles: [...titles, title] });
  }
  return [...causes.values()];
}
