import { verbatim } from "../../src/say/message.ts";
import { describe, expect, it } from "vitest";
import type { PlayerEvent } from "../../src/player/events.ts";
import { aContainer, mapFor } from "../map/maps.ts";
import { COLOUR, PIPE, PLAIN } from "./layouts.ts";
import {
  lesson,
  bind,
  outside,
  challenge,
  mounted,
  unseen,
  PROMPT,
  OPENING,
  BIND,
  print,
  judged,
  report,
  ended,
  RULE,
  AFTER_FAILURE,
} from "./printed.ts";
import { fail, pass } from "./sample-lesson.ts";

describe("a lesson printed as it is played", () => {
  it("reads so in a log", async () => {
    expect(await print(PIPE, 80, OPENING, BIND, [judged([pass(mounted, "/data1 on data"), pass(unseen)])])).toBe(`
${RULE}
Lesson 1: Mounts
A mount namespace gives a process its own list of mounts.

Every process sees files below one root. What is mounted there is a list, and
the list can be a process's own.

${RULE}
Step 1 of 3: Mount where nobody else sees it

\`mount --bind\` shows a directory at a second place. In a namespace of its own,
only those who are in it see that.

Look for: Nothing is printed.

In the terminal "container":
[root@host docker]# mount --bind /data1 data
red text

  ✓ data is a mount in the container
    seen  /data1 on data
  ✓ the host does not have it
    seen  it is
`);
  });

  it("tells what stood on the learner's screen rather than the facts behind it", async () => {
    const { verdict, ...result } = pass(mounted, "exit code 127; no such file");
    const shown = { ...result, verdict: { ...verdict, shown: "no such file" } };
    expect(await print(PLAIN, 80, [judged([shown])])).toMatch(/^ {4}seen {2}no such file$/m);
  });

  it("tells of other right ways once the step has passed", async () => {
    expect(await print(PLAIN, 80, ended(report(bind, { type: "passed" })))).toBe("\nAlso right: mount -o bind /data1 data\n");
    expect(await print(PLAIN, 80, ended(report(bind, { type: "failed" })))).not.toContain("Also right");
  });

  it("has colours and rules on a terminal", async () => {
    const [bold, quiet] = [(text: string) => `\u001b[1m${text}\u001b[22m`, (text: string) => `\u001b[2m${text}\u001b[22m`];
    expect(await print(COLOUR, 80, BIND, [judged([pass(mounted, "/data1 on data"), fail(unseen)])])).toBe(`
${quiet(RULE)}
${bold("Step 1 of 3: Mount where nobody else sees it")}

\u001b[36mmount --bind\u001b[39m shows a directory at a second place. In a namespace of its own,
only those who are in it see that.

${bold("Look for:")} Nothing is printed.

${quiet('In the terminal "container":')}
${quiet(PROMPT)}${bold("mount --bind /data1 data")}
\u001b[31mred\u001b[0m text

  \u001b[32m✓\u001b[39m data is a mount in the container
    ${quiet("seen")}  /data1 on data
  \u001b[31m✗\u001b[39m the host does not have it
    ${quiet("found")}            data is an ordinary directory
    ${quiet("see it yourself")}  in the container: mount | grep data
    ${quiet("likely reason")}    The command was typed in another terminal, so the mount is
                     in another namespace than the one that was looked at.
    ${quiet("what to do")}       Type it in the terminal container.
`);
  });

  it("fits 40 columns, and is plain ASCII when asked to be", async () => {
    const failed = [report(bind, { type: "failed" }), report(outside, AFTER_FAILURE), report(challenge, AFTER_FAILURE)];
    expect(
      await print(PLAIN, 40, OPENING, BIND, [judged([pass(mounted, "/data1 on data"), fail(unseen)])], ended(...failed), [
        { type: "lesson-ended", lesson, outcome: "failed", reports: failed, view: null },
      ]),
    ).toBe(`
Lesson 1: Mounts
A mount namespace gives a process its
own list of mounts.

Every process sees files below one root.
What is mounted there is a list, and the
list can be a process's own.

Step 1 of 3: Mount where nobody else
sees it

\`mount --bind\` shows a directory at a
second place. In a namespace of its own,
only those who are in it see that.

Look for: Nothing is printed.

In the terminal "container":
[root@host docker]# mount --bind /data1 data
red text

  ok data is a mount in the container
    seen
      /data1 on data
  FAIL the host does not have it
    found
      data is an ordinary directory
    see it yourself
      in the container: mount | grep
      data
    likely reason
      The command was typed in another
      terminal, so the mount is in
      another namespace than the one
      that was looked at.
    what to do
      Type it in the terminal container.

2 steps were not played: they build on
"bind".

Lesson 1, Mounts: 0 steps passed, 1
failed, 2 skipped, in 1.2 s.
`);
  });

  it("names each terminal it goes to, says when a key is pressed, and shortens long output", async () => {
    const long = Array.from({ length: 60 }, (_, index) => `line ${index + 1}\r\n`);
    const lines = long.map((line) => line.replace("\r", ""));
    expect(
      await print(PIPE, 80, [
        { type: "step-opened", lesson, step: outside, prompt: PROMPT },
        { type: "line-started", terminal: "host", prompt: PROMPT, line: "cat /proc/mounts" },
        ...long.map((text): PlayerEvent => ({ type: "output", terminal: "host", text })),
        { type: "line-ended", terminal: "host", line: "cat /proc/mounts" },
        { type: "line-started", terminal: "host", prompt: PROMPT, line: "true" },
        { type: "line-ended", terminal: "host", line: "true" },
        { type: "line-started", terminal: "container", prompt: "bash-5.2# ", line: { in: "container", line: "mount" } },
        { type: "output", terminal: "container", text: "none on /" },
        { type: "line-ended", terminal: "container", line: { in: "container", line: "mount" } },
        { type: "line-started", terminal: "host", prompt: "", line: { key: "Ctrl-C" } },
        { type: "output", terminal: "host", text: "^C\r\n" },
        { type: "line-ended", terminal: "host", line: { key: "Ctrl-C" } },
      ]),
    ).toBe(`
${RULE}
Step 2 of 3: Look from outside

The same list, seen on the host.

In the terminal "host", and meant to fail:
[root@host docker]# cat /proc/mounts
${lines.slice(0, 25).join("")}    ... 20 lines not shown ...
${lines.slice(45).join("")}[root@host docker]# true

In the terminal "container", and meant to fail:
bash-5.2# mount
none on /

Ctrl-C in the terminal "host":
^C
`);
  });

  it("plays the solution of the challenge, and closes with the lesson's closing and its numbers", async () => {
    const passed = [report(bind, { type: "passed" }), report(challenge, { type: "passed" })];
    expect(
      await print(PIPE, 80, OPENING.slice(1), [
        { type: "step-opened", lesson, step: challenge, prompt: PROMPT },
        { type: "line-started", terminal: "container", prompt: PROMPT, line: "umount data" },
        { type: "line-ended", terminal: "container", line: "umount data" },
        { type: "lesson-ended", lesson, outcome: "passed", reports: passed, view: null },
      ]),
    ).toBe(`
${RULE}
Challenge: Undo it

Make the mount go away.

One solution is played now; any other that reaches the goal is as good.

In the terminal "container":
[root@host docker]# umount data

${RULE}
What you have seen

You have made a list of mounts that is a process's own.

Lesson 1, Mounts: 2 steps passed, in 1.2 s.
`);
  });

  it("draws the lab in the closing, in what the output can show", async () => {
    const view = { snapshot: aContainer(), terminals: { container: 20 } };
    const done: PlayerEvent = { type: "lesson-ended", lesson, outcome: "passed", reports: [], view };
    const opened: PlayerEvent = { type: "lesson-opened", lesson, firstStep: 0, skips: [] };
    expect(await print(PIPE, 80, [opened, done])).toContain(`What you have seen\n\n${mapFor(aContainer())}\n\nYou have made`);
    const plain = await print(PLAIN, 80, [opened, done]);
    expect(plain).toContain(mapFor(aContainer(), { ascii: true }));
  });

  it("says where it goes on, and where a learner leaves", async () => {
    expect(
      await print(PLAIN, 80, [
        { type: "lesson-opened", lesson, firstStep: 1, skips: [] },
        { type: "lesson-ended", lesson, outcome: "left", reports: [], view: null },
      ]),
    ).toBe(`
Lesson 1: Mounts

It goes on at step 2 of 3. The lab is a new one; what the steps before do in it
has just been done again.

You leave at step 2 of 3.
`);
  });

  it("says from which step on the counted ones were played, where that is not the first", async () => {
    const lines = (...events: readonly PlayerEvent[]) => print(PLAIN, 80, events);
    const done: PlayerEvent = {
      type: "lesson-ended",
      lesson,
      outcome: "passed",
      reports: [report(bind, { type: "passed" })],
      view: null,
    };
    const resumed: PlayerEvent = { type: "lesson-opened", lesson, firstStep: 1, skips: [] };
    expect(await lines(resumed, done)).toContain("1 step passed, from step 2 on, in 1.2 s.");
    const back: PlayerEvent = { type: "lesson-continued", lesson, firstStep: 0 };
    expect(await lines(resumed, back, done)).toContain("1 step passed, in 1.2 s.");
  });

  it("says before the first step which ones will be skipped, and why, a line a reason", async () => {
    const ping = { type: "machine", what: verbatim("No ping here."), fix: verbatim("Install it.") } as const;
    const cgroup = { type: "machine", what: verbatim("This lab has no cgroups."), fix: verbatim("Run nslab as root.") } as const;
    const opened: PlayerEvent = {
      type: "lesson-opened",
      lesson,
      firstStep: 0,
      skips: [
        { index: 0, isChallenge: false, reason: ping },
        { index: 1, isChallenge: false, reason: cgroup },
        { index: 2, isChallenge: true, reason: ping },
      ],
    };
    const text = await print(PLAIN, 200, [opened]);
    expect(text).toContain("\nSkipped on this machine: step 1 and the challenge. No ping here. Install it.\n");
    expect(text).toContain("\nSkipped on this machine: step 2. This lab has no cgroups. Run nslab as root.\n");
    const inTheMiddle = await print(PLAIN, 200, [{ ...opened, firstStep: 1, skips: opened.skips.slice(1, 2) }]);
    expect(inTheMiddle).toContain("been done again.\n\nSkipped on this machine: step 2.");
  });

  it("says that a learner who leaves behind a passed step stands at the next one", async () => {
    const passed = report(bind, { type: "passed" });
    const text = await print(PLAIN, 80, [{ type: "lesson-opened", lesson, firstStep: 0, skips: [] }], ended(passed), [
      { type: "lesson-ended", lesson, outcome: "left", reports: [passed], view: null },
    ]);
    expect(text).toContain("\nYou leave at step 2 of 3.\n");
  });
});
