import { inEnglish } from "../../src/say/words.ts";
import type { Check, Verdict } from "../../checks/check.ts";
import { stepsWithChallenge, type StepDefinition } from "../../src/course/lesson.ts";
import { parseLessonText } from "../../src/course/lesson-text.ts";
import type { Lesson } from "../../src/course/load.ts";
import type { CheckResult, PlayedStep } from "../../src/player/events.ts";

const MARKDOWN = `# Mounts
> A mount namespace gives a process its own list of mounts.

Every process sees files below **one** root. What is mounted there is a list, and the list can be a process's own.

## bind: Mount where nobody else sees it
\`mount --bind\` shows a directory at a second place. In a namespace of its own, only those who
are in it see that.

### look
Nothing is printed.

### hints
1. Which option of mount(8) shows a directory twice?
2. The shape is \`mount --bind FROM TO\`.

### flags
- \`--bind\`: shows a directory at a second place

### states
- \`no-directory\`: there is no directory \`data\` yet.

## outside: Look from outside
The same list, seen on the host.

### flags
- \`cat\`: shows what is in a file

## challenge: Undo it
Make the mount go away.

### hints
1. Mounts are taken away by the opposite of mount.

### flags
- \`umount\`: the opposite of mount

## closing
You have made a list of mounts that is a process's own.
`;

/** Whether the check of that name passes now. */
export type Holds = (check: string) => boolean | Promise<boolean>;

function steps(holds: Holds): readonly StepDefinition[] {
  return [
    {
      id: "bind",
      terminal: "container",
      command: "mount --bind /data1 data",
      also: ["mount -o bind /data1 data"],
      checks: [check("data is a mount in the container", holds), check("the host does not have it", holds)],
      hint: () => (holds("there is a directory data") !== false ? null : "no-directory"),
    },
    {
      id: "outside",
      terminal: "host",
      command: ["cat /proc/mounts", { in: "container", line: "mount" }],
      fails: true,
      checks: [check("the host showed no data", holds)],
    },
  ];
}

function check(name: string, holds: Holds): Check {
  const made: Check = {
    name,
    kind: "state",
    within: 0,
    judge: async () => ((await holds(name)) ? pass(made) : fail(made)).verdict,
  };
  return made;
}

export function pass(of: Check, observed = "it is"): CheckResult {
  return { check: of, verdict: { type: "pass", expected: of.name, observed, look: "in the container: mount" }, ms: 1 };
}

export function fail(of: Check): CheckResult {
  const verdict: Verdict = {
    type: "fail",
    expected: of.name,
    observed: "data is an ordinary directory",
    look: "in the container: mount | grep data",
    cause: "The command was typed in another terminal, so the mount is in another namespace than the one that was looked at.",
    next: "Type it in the terminal container.",
  };
  return { check: of, verdict, ms: 1 };
}

/** A lesson with a step that passes, one that is meant to fail, and a challenge. */
export function sampleLesson(holds: Holds = () => true): Lesson {
  const text = parseLessonText(MARKDOWN, "lesson.md");
  if (!("steps" in text)) throw new Error(text.map((error) => inEnglish(error.message)).join("\n"));
  const definition = {
    id: "mounts",
    startsFrom: [],
    steps: steps(holds),
    challenge: { terminal: "container" as const, command: "umount data", checks: [check("data is no mount any more", holds)] },
  };
  return { number: 1, id: "mounts", definition, text };
}

export function playedStep(lesson: Lesson, index: number): PlayedStep {
  const definition = stepsWithChallenge(lesson.definition)[index];
  const text = lesson.text.steps.get(definition?.id ?? "");
  if (definition === undefined || text === undefined) throw new Error(`no step ${index}`);
  const { command } = definition;
  if (typeof command === "function") throw new Error("a sample has fixed commands");
  return {
    definition,
    text,
    index,
    isChallenge: definition.id === "challenge",
    lines: Array.isArray(command) ? command : [command as string],
  };
}
