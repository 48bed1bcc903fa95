import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "./test-lab.ts";

/** A source that reads a lab in another way than by the door (CONTRIBUTING.md, "The lab"). */
export interface Breach {
  readonly file: string;
  readonly rule: string;
  readonly line: string;
}

interface Rule {
  readonly name: string;
  /** Files that it is about. */
  readonly where: RegExp;
  /** Those that may: each with what it is for. */
  readonly except?: Readonly<Record<string, string>>;
  readonly pattern: RegExp;
}

const FILES = /from "(?:node:)?(?:fs|fs\/promises)"|(?:import|require)\("(?:node:)?fs/;

export const RULES: readonly Rule[] = [
  {
    name: "checks, lessons, the map and the player have no files",
    where: /^(?:checks|lessons|src\/map|src\/player)\//,
    pattern: FILES,
  },
  {
    name: "the kernel's readers have no files but those of processes and cgroups, which no learner names",
    where: /^src\/kernel\//,
    except: {
      "src/kernel/proc-files.ts": "files of /proc by PID and by names that stand there",
      "src/kernel/read-commands.ts": "/proc/PID/cmdline, by another thread",
      "src/kernel/read-stats.ts": "the PIDs in /proc",
      "src/kernel/read-cgroups.ts": "names in a cgroup's directory that is held by a handle",
      "src/kernel/process-files.ts": "the type Stats",
    },
    pattern: FILES,
  },
  {
    name: "no path leads through the root or the descriptors of a process but by the door",
    where: /^src\/(?!lab\/door\/)/,
    pattern: /^(?!\s*(?:\*|\/\/|\/\*)).*\/proc\/[^\s"'`/]*\/(?:root|cwd|exe|map_files)\b(?:\/|\$\{)/,
  },
  {
    name: "no namespace is joined but by a probe",
    where: /^(?:checks|lessons|src\/(?!lab\/))/,
    pattern: /\[\s*"nsenter"\s*,\s*["'`]/,
  },
  {
    name: "a probe's script joins namespaces by descriptors",
    where: /^src\/(?:kernel|map|player)\//,
    pattern: /\bnsenter\b.*\s(?:--(?:net|uts|ipc|user|cgroup|mount|pid)=(?!\/proc\/self\/fd\/)|--target|-[tmnpuiUC]\b)/,
  },
  {
    name: "no probe joins a mount or a PID namespace",
    where: /^(?:checks|lessons|src)\//,
    pattern:
      /namespaces:\s*\[[^\]]*"(?:mnt|pid)"|ProbedNamespace = (?!Extract<NamespaceFileName, "net" \| "uts" \| "ipc" \| "cgroup">)/,
  },
  {
    name: "programs are started by probes, and by the lab itself",
    where: /^(?:checks|lessons|src\/(?:kernel|map|player))\//,
    pattern: /from "(?:node:)?child_process"|from "execa"|import\("(?:node:)?(?:child_process|execa)"\)/,
  },
];

/** What a file's source breaks of the rules. */
export function breachesIn(file: string, source: string): readonly Breach[] {
  const rules = RULES.filter(({ where, except = {} }) => where.test(file) && !(file in except));
  return source
    .split("\n")
    .flatMap((line) =>
      rules.filter(({ pattern }) => pattern.test(line)).map(({ name }) => ({ file, rule: name, line: line.trim() })),
    );
}

/** All sources of the program, by their paths in the package. */
export function sources(): ReadonlyMap<string, string> {
  const files = ["src", "checks", "lessons"].flatMap((folder) =>
    readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  return new Map(files.map((file) => [file, readFileSync(join(PACKAGE_ROOT, file), "utf8")]));
}
