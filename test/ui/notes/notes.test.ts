import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { inEnglish } from "../../../src/say/words.ts";
import { say } from "../../../src/say/message.ts";
import { entryLine, parseJournal } from "../../../src/progress/journal-entries.ts";
import { toldAttempts } from "../../../src/progress/attempts.ts";
import type { JournalEntry } from "../../../src/progress/journal-entries.ts";
import type { LessonRow } from "../../../src/progress/lesson-rows.ts";
import { fenced, plainInline } from "../../../src/ui/notes/markdown-text.ts";
import { notesText } from "../../../src/ui/notes/notes.ts";
import { ENGLISH } from "../../../src/ui/texts/english.ts";
import { command, lines, mapDrawn, opened, passed } from "../../progress/journal-fixtures.ts";

const row = { passed: null, solution: false, activeMs: 0 };
const MOUNTS: LessonRow = {
  number: 1,
  id: "mounts",
  title: "Mount namespaces",
  summary: "A list of mounts of its own.",
  questions: [],
  current: null,
  steps: [
    { ...row, id: "unshare", title: "A shell" },
    {
      ...row,
      id: "bind",
      title: "A mount",
      passed: { at: "2025-05-05T05:05:05Z", by: "typed", withSolution: false },
    },
    {
      ...row,
      id: "challenge",
      title: "On your own",
      passed: { at: "2025-06-06T06:06:06Z", by: "enter", withSolution: true },
      solution: true,
    },
  ],
};

function notes(...entries: readonly JournalEntry[]): string {
  return notesOf(MOUNTS, entries);
}

function notesOf(lesson: LessonRow, entries: readonly JournalEntry[]): string {
  return notesText({
    words: ENGLISH.notes,
    told: inEnglish,
    lessons: [lesson],
    attempts: toldAttempts(entries),
    version: "0.1.0",
    today: "2026-01-02T00:00:00Z",
    time: (at) => at.slice(0, 10),
  });
}

describe("a person's notes", () => {
  test("say what was seen in the language of the notes, whatever was spoken then, and as it stands what older versions kept", () => {
    const seen: JournalEntry = {
      ...passed(),
      type: "passed",
      checks: [
        { id: "mounts/bind/up:lo", name: say`${{ link: "lo" }} is up`, seen: say`${{ link: "lo" }} is up` },
        { name: "there is a mount", seen: "data is a mount" },
      ],
      changes: [],
    };
    const kept = parseJournal(entryLine(seen));
    expect(kept).toEqual([seen]);
    const text = notesText({
      words: ENGLISH.notes,
      told: (said) => (typeof said === "string" ? said : inEnglish(said).toUpperCase()),
      lessons: [MOUNTS],
      attempts: toldAttempts([opened(), command("true"), ...kept]),
      version: "0.1.0",
      today: "2026-01-02T00:00:00Z",
      time: (at) => at,
    });
    expect(text).toContain("LO IS UP");
    expect(text).toContain("there is a mount");
  });

  test("have the questions of a lesson that were answered, and at which try", () => {
    const questions = [
      { id: "end", question: "When does it *end*?", answered: { at: "2026-01-03T00:00:00Z", tries: 1 } },
      { id: "pid", question: "Which PID?", answered: { at: "2026-01-03T00:00:00Z", tries: 2 } },
      { id: "why", question: "Why?", answered: null },
    ];
    const text = notesOf({ ...MOUNTS, questions }, [opened(), command("true")]);
    expect(text).toContain(`
### Questions

- When does it \\*end\\*? Answered on 2026-01-03, right at once.
- Which PID? Answered on 2026-01-03, right at try 2.
`);
    expect(text).not.toContain("Why?");
    expect(notes(opened(), command("true"))).not.toContain("Questions");
  });

  test("tell in the order of the course what was run, what it printed and changed, and what was seen", () => {
    const text = notes(
      opened({ step: "challenge" }),
      command("true", { step: "challenge" }),
      opened(),
      command("ls data", { output: lines("note") }),
      command("mount --bind /data1 data", { terminal: "container" }),
      passed({}, { changes: ["+ mount /root/docker/data showing /data1 (only in mnt:[21] of bash 14)"] }),
      mapDrawn("┌──┐\n└──┘"),
    );
    expect(text).toBe(
      [
        "# A container, built by hand: my notes",
        "",
        "Written by nslab 0.1.0 on 2026-01-02, from what I did in the course: the commands I ran, what they printed, and what the kernel said afterwards.",
        "",
        "## Lesson 1: Mount namespaces",
        "",
        "A list of mounts of its own.",
        "",
        "### 2. A mount",
        "",
        "Passed on 2025-05-05, typed by myself.",
        "",
        'In the terminal "host":',
        "",
        "```console",
        "[root@host docker]# ls data",
        "note",
        "```",
        "",
        'In the terminal "container":',
        "",
        "```console",
        "[root@host docker]# mount --bind /data1 data",
        "```",
        "",
        "What it changed in the lab:",
        "",
        "```diff",
        "+ mount /root/docker/data showing /data1 (only in mnt:[21] of bash 14)",
        "```",
        "",
        "What the kernel said:",
        "",
        "- there is a mount: data is a mount",
        "",
        "### Challenge: On your own",
        "",
        "Passed on 2025-06-06, run with Enter, after I had seen the solution.",
        "",
        'In the terminal "host":',
        "",
        "```console",
        "[root@host docker]# true",
        "```",
        "",
        "### The lab at the end of this lesson",
        "",
        "```text",
        "┌──┐",
        "└──┘",
        "```",
        "",
      ].join("\n"),
    );
  });

  test("say what has not passed, and how much of an output is not shown", () => {
    const text = notes(
      opened({ step: "unshare" }),
      command("seq 9", { step: "unshare", output: { head: ["1"], left: 7, tail: ["9"] } }),
    );
    expect(text).toContain("Not passed yet.");
    expect(text).toContain("1\n... 7 lines not shown ...\n9");
  });

  test("keep what belongs to a step or lesson that the course has no more", () => {
    const text = notes(command("one", { step: "old" }), command("two", { lesson: "gone", step: "x" }));
    expect(text).toMatch(/## Lesson 1: [\s\S]*### Step old[\s\S]*## Lesson gone\n\n### Step x/);
  });
});

describe("what comes from the lab is shown, and is no Markdown", () => {
  test.each(["```\nnot code", "````", "`", "a ``` b", "# no heading"])("as in %j, in a block of code", (text) => {
    const tokens = marked.lexer(fenced("console", text));
    expect(tokens).toHaveLength(1);
    expect(tokens[0]).toMatchObject({ type: "code", text });
  });

  test.each(["*bold* _it_", "`code`", "[link](http://x)", "<b>tag</b> &amp;", "a | b", "~~gone~~", "back\\slash", "! [img]"])(
    "as in %j, in a line",
    (text) => {
      const html = marked.parseInline(plainInline(text)) as string;
      const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
      expect(html).toBe(escaped);
    },
  );
});
