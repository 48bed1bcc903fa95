import { describe, expect, test } from "vitest";
import { breachesIn, RULES, sources } from "../support/door-rules.ts";

describe("a lab is read by one door", () => {
  const all = sources();

  test("by all sources", () => {
    expect([...all].flatMap(([file, source]) => breachesIn(file, source))).toEqual([]);
  });

  test("by no file that may do otherwise and is not there any more, or needs it no more", () => {
    for (const { pattern, except = {}, name } of RULES) {
      for (const file of Object.keys(except)) {
        const lines = all.get(file)?.split("\n") ?? [];
        expect({ name, file, needs: lines.some((line) => pattern.test(line)) }).toEqual({ name, file, needs: true });
      }
    }
  });
});

describe("the rules find", () => {
  test.each([
    ["checks/x.ts", 'import { readFileSync } from "node:fs";'],
    ["checks/x.ts", 'import { readFile } from "node:fs/promises";'],
    ["lessons/01-x/lesson.ts", 'const { statSync } = await import("node:fs");'],
    ["src/player/x.ts", 'import fs from "fs";'],
    ["src/kernel/x.ts", 'import { readFileSync } from "node:fs";'],
    ["src/kernel/x.ts", "readFileSync(`/proc/${pid}/root/etc/passwd`)"],
    ["src/cli/x.ts", "existsSync(`/proc/${pid}/root${path}`)"],
    ["src/lab/x.ts", "statSync(`/proc/${lab.host.machinePid}/root/run/netns/ns1`)"],
    ["src/kernel/x.ts", "readdirSync(`/proc/${pid}/cwd/`)"],
    ["checks/x.ts", 'runInLab(lab, {}, ["nsenter", "-t", String(pid), "-n", "ip"])'],
    ["src/kernel/x.ts", '  nsenter --net="$file" bash -c "$inside"'],
    ["src/kernel/x.ts", '  nsenter --target="${place}" --uts bash'],
    ["checks/x.ts", 'runInLab(scene.lab, { namespaces: ["mnt", "pid"] }, ["chroot"])'],
    ["src/kernel/x.ts", 'const place = { process, namespaces: ["net", "pid"] };'],
    ["src/lab/enter.ts", 'export type ProbedNamespace = Extract<NamespaceFileName, "net" | "mnt">;'],
    ["checks/x.ts", 'import { execFile } from "node:child_process";'],
    ["src/kernel/x.ts", 'const { execa } = await import("execa");'],
  ])("in %s: %s", (file, line) => {
    expect(breachesIn(file, `// a comment\n${line}\n`)).toHaveLength(1);
  });

  test.each([
    ["src/lab/door/x.ts", "openSync(`/proc/self/fd/${handle}`)"],
    ["src/kernel/x.ts", " * As /proc/PID/root/etc says"],
    ["checks/x.ts", "look: `on the host: ls -ld /proc/${hostPid(process)}/root`,"],
    ["checks/x.ts", "next: `In the terminal ${terminal}: nsenter -t PID -n ip -br addr, with the PID you found.`,"],
    ["lessons/10-nsenter/lesson.ts", "command: (situation) => `nsenter -t ${target(situation)} -n bash`,"],
    ["src/kernel/x.ts", "network:*) nsenter --net=/proc/self/fd/$descriptors bash"],
  ])("nothing in %s: %s", (file, line) => {
    expect(breachesIn(file, line)).toEqual([]);
  });
});
