import { stringWidth } from "../map/text-width.ts";
import { EVERY_LESSON } from "../lab/preflight-capabilities.ts";
import type { Capability, Preflight } from "../lab/preflight.ts";
import { howToInstall, type Tool, TOOLS } from "../lab/system-packages.mjs";
import { hanging, type ReportStyle } from "../ui/report/pretty.ts";
import { wrap } from "../ui/wrap.ts";
import type { LessonHere } from "./doctor-lessons.ts";

/** What this machine can do, lesson by lesson, and at the end what to do about the rest. */
export function doctorReport(preflight: Preflight, course: readonly LessonHere[], style: ReportStyle): string {
  const { facts, lab, capabilities } = preflight;
  const where = facts.container === null ? "" : `, in a container (${facts.container})`;
  const labKind = lab.privilege === null ? "" : ` Labs here are ${PRIVILEGES[lab.privilege]}.`;
  const general = capabilities.filter(isGeneral);
  const particular = capabilities.filter((each) => !isGeneral(each));
  const report = [
    `${wrap(`${facts.system}, kernel ${facts.kernel}${where}, as ${facts.uid === 0 ? "root" : "an ordinary user"}.${labKind}`, widthOf(style))}\n`,
    "Every lesson needs:",
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

/** Whether a lesson can run from its first step to its last. */
export function runsWhole({ skipped }: LessonHere): boolean {
  return skipped === 0;
}

/** A lesson without some of its steps is not one that can run. */
function summary(course: readonly LessonHere[], style: ReportStyle): string {
  const whole = course.filter(runsWhole).length;
  if (whole === course.length) return style.good(`All ${course.length} lessons can run here.`);
  const inPart = course.filter((lesson) => extentOf(lesson) === "degraded").length;
  const more = inPart === 0 ? "" : `, ${inPart} more without some of ${inPart === 1 ? "its" : "their"} steps`;
  return style.bad(`${whole} of ${course.length} lessons can run here${more}.`);
}

function extentOf({ skipped, steps }: LessonHere): Capability["status"] {
  return skipped === 0 ? "works" : skipped < steps ? "degraded" : "missing";
}

/** Tools the course uses and this machine lacks. */
export function toolsToInstall(capabilities: readonly Capability[]): readonly Tool[] {
  const absent = new Set(capabilities.flatMap((each) => (each.reason?.type === "tool-missing" ? [each.reason.tool] : [])));
  return TOOLS.filter((tool) => absent.has(tool.name));
}

const PRIVILEGES = {
  "mapped-root": "made by root, with ids that nobody uses",
  rootless: "rootless",
} as const;

function isGeneral(capability: Capability): boolean {
  return capability.lessons.length === EVERY_LESSON.length;
}

function capabilityLines(capabilities: readonly Capability[], style: ReportStyle): readonly string[] {
  const isTool = (each: Capability) => each.id.startsWith("tool:");
  const working = capabilities.filter((each) => each.status === "works");
  const groups = [working.filter(isTool), working.filter((each) => !isTool(each))].filter((group) => group.length > 0);
  return [
    ...groups.map((group) => marked(style, style.good(style.pass), group.map((each) => each.title).join(", "))),
    ...capabilities
      .filter((each) => each.status !== "works")
      .map((each) => marked(style, mark(each.status, style), `${each.title}: ${each.detail}`)),
  ];
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
  const shown = [
    ...needs.map((each) => (each.status === "works" ? each.title : `${mark(each.status, style)} ${each.title}`)),
    ...(runs === "degraded" ? [`${lesson.skipped} of ${lesson.steps} steps skipped`] : []),
  ];
  const head = `${mark(runs, style)} ${String(lesson.number).padStart(2)} ${lesson.id.padEnd(11)} `;
  const list = wrap(style.quiet(shown.join(", ")), widthOf(style) - NEEDS_COLUMN);
  return `${head}${list.replaceAll("\n", `\n${" ".repeat(NEEDS_COLUMN)}`)}`.trimEnd();
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
  const causes = new Map<string, Capability[]>();
  for (const each of capabilities) {
    if (each.status === "works" || each.fix === undefined || each.reason?.type === "tool-missing") continue;
    const key = `${each.reason?.type ?? ""} ${each.fix}`;
    causes.set(key, [...(causes.get(key) ?? []), each]);
  }
  const entries = [
    ...(tools.length === 0
      ? []
      : [
          entry(
            `${tools.map((tool) => tool.name).join(", ")}: not installed`,
            howToInstall(facts.packageManager, tools, { sudo: facts.uid !== 0 }),
          ),
        ]),
    ...[...causes.values()].map((group) => {
      const [first] = group;
      return entry(`${group.map((each) => each.title).join(", ")}: ${first?.detail ?? ""}`, first?.fix ?? "");
    }),
  ];
  if (entries.length === 0) return [];
  const install = tools.length > 0 && facts.packageManager !== null ? ["  nslab doctor --fix installs what is missing.", ""] : [];
  return [
    "What to do:",
    // The fix is never wrapped: what is copied must stay one line.
    ...entries.map(([what, fix], index) => `${hanging(style, 2, what, `${index + 1}.`, 3)}\n     ${style.good(fix)}`),
    "",
    ...install,
  ];
}

function entry(what: string, fix: string): readonly [string, string] {
  return [what, fix];
}
