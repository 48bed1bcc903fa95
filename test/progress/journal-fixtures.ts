import type { JournalEntry, ShortOutput } from "../../src/progress/journal-entries.ts";

const AT = "2026-01-02T03:04:05.678Z";

interface Where {
  readonly play?: string;
  readonly lesson?: string;
  readonly step?: string;
}

function stamp({ play = "p1", lesson = "mounts", step = "bind" }: Where) {
  return { at: AT, play, lesson, step };
}

export const lines = (...head: readonly string[]): ShortOutput => ({ head, left: 0, tail: [] });

export function opened(where: Where = {}): JournalEntry {
  return { ...stamp(where), type: "opened" };
}

export function command(text: string, where: Where & { terminal?: string; output?: ShortOutput } = {}): JournalEntry {
  const { terminal = "host", output = lines() } = where;
  const typed = { terminal, prompt: "[root@host docker]# ", command: text, by: "learner" as const, output, isRunning: false };
  return { ...stamp(where), type: "command", ...typed };
}

export function passed(where: Where = {}, more: { changes?: readonly string[] } = {}): JournalEntry {
  const { changes = [] } = more;
  return { ...stamp(where), type: "passed", checks: [{ name: "there is a mount", seen: "data is a mount" }], changes };
}

export function mapDrawn(drawing: string, where: Where = {}): JournalEntry {
  return { ...stamp({ ...where, step: "" }), type: "map", drawing };
}
