import { COURSE } from "../../lessons/course.ts";
import type { Machine } from "../lab/machine.ts";
import { preflight, type Preflight } from "../lab/preflight.ts";
import { type Tool, typed } from "../lab/system-packages.mjs";
import { type Message, say } from "../say/message.ts";
import { install, planInstall } from "../setup/install-tools.mjs";
import type { ReportStyle } from "../ui/report/pretty.ts";
import { EXIT, type ExitCode } from "./context.ts";
import { lessonsHere } from "./doctor-lessons.ts";
import { doctorReport, runsWhole, toolsToInstall } from "./doctor-report.ts";

export interface DoctorOptions {
  /** Install missing tools, then look again. */
  readonly fix: boolean;
  readonly machine: Machine;
  readonly write: (text: string) => void;
  readonly style: ReportStyle;
  /** Where system tools are looked for; the usual folders by default. */
  readonly toolPath?: string;
  /** Asks an ordinary user before sudo is run; left out where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<boolean>;
}

/** `nslab doctor`: tells whether all lessons can run on this machine, and what to do where not. */
export async function doctor(options: DoctorOptions): Promise<ExitCode> {
  const found = await look(options);
  const tools = toolsToInstall(found.capabilities);
  if (!options.fix) return found.verdict;
  if (tools.length === 0) {
    options.write(`${options.style.told(say`Nothing to install: no tool is missing.`)}\n`);
    return found.verdict;
  }
  return (await fix(options, tools)) ? (await look(options)).verdict : EXIT.machine;
}

async function look({ machine, write, style, toolPath }: DoctorOptions): Promise<Preflight & { readonly verdict: ExitCode }> {
  const found = await preflight(machine, toolPath);
  const lessons = await lessonsHere(COURSE, found);
  write(doctorReport(found, lessons, style));
  return { ...found, verdict: lessons.every(runsWhole) ? EXIT.ok : EXIT.machine };
}

/** @returns whether the tools were installed */
async function fix({ machine, write, ask, style }: DoctorOptions, tools: readonly Tool[]): Promise<boolean> {
  const tell = (said: Message) => write(`${style.told(said)}\n`);
  const isRoot = machine.uid === 0;
  const commands = planInstall(tools);
  if (commands === null) {
    tell(
      say`No package manager that nslab knows is here (apt, dnf, apk, pacman, zypper). Install the tools named above by this system's own means.`,
    );
    return false;
  }
  const line = typed(commands, { sudo: !isRoot });
  if (!isRoot && ask === undefined) {
    tell(say`Only root can install them, and there is no terminal to ask for the password. Run on one: ${{ line }}`);
    return false;
  }
  write(`\n${line}\n`);
  if (!isRoot && ask !== undefined && !(await ask(style.told(say`Run this now?`)))) {
    tell(say`Nothing was installed. Run nslab doctor --fix again when you want it.`);
    return false;
  }
  const result = await install(commands, isRoot ? "root" : "sudo");
  if (result.type === "install-failed") {
    const { output, command } = result;
    tell(
      say`${{ output: output.trimEnd() }}\n\nThis did not work: ${{ command }}\nWhat it said is above. When that is put right, run nslab doctor --fix again.`,
    );
    return false;
  }
  write(`${result.complaints.map((complaint) => `${complaint}\n`).join("")}\n`);
  return true;
}
