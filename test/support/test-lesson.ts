import { inEnglish } from "../../src/say/words.ts";
import { type Check, verdict } from "../../checks/check.ts";
import type { LessonDefinition, StepDefinition } from "../../src/course/lesson.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import { parseLessonText } from "../../src/course/lesson-text.ts";
import type { Lesson } from "../../src/course/load.ts";
import { fileAt } from "../../src/kernel/process-files.ts";

/** There is a file of that path in the lab. */
export function fileThere(path: string, within = 0): Check {
  const expected = `${path} is there`;
  return {
    name: expected,
    kind: "state",
    within,
    judge: async (scene) => {
      const there = fileAt(scene.lab.host, path) !== null;
      return verdict(there, {
        expected,
        observed: there ? expected : "it is not",
        look: `ls ${path}`,
        cause: "not made",
        next: `touch ${path}`,
      });
    },
  };
}

/** A terminal has shown the words since the step began. */
export function shows(terminal: string, words: string, within = 0): Check {
  const expected = `${terminal} shows ${words}`;
  return {
    name: expected,
    kind: "seen",
    within,
    judge: async (scene) => {
      const output = scene.terminal(terminal)?.output ?? "";
      return verdict(output.includes(words), { expected, observed: output, look: "read", cause: "not shown", next: "show it" });
    },
  };
}

/** A step in the terminal `host`, unless it says otherwise. */
export function step(
  id: string,
  command: StepDefinition["command"],
  checks: readonly Check[],
  more: Partial<StepDefinition> = {},
): StepDefinition {
  return { id, terminal: "host", command, checks, ...more };
}

/** A lesson of these steps, with words for each; its challenge makes a file. */
export function lessonOf(steps: readonly StepDefinition[], more: Partial<LessonDefinition> = {}): Lesson {
  const definition: LessonDefinition = {
    id: "test",
    startsFrom: [],
    steps,
    challenge: { terminal: "host", command: "touch /tmp/challenge", checks: [fileThere("/tmp/challenge")] },
    ...more,
  };
  const sections = stepsWithChallenge(definition).map(({ id }) => `## ${id}: Step\nProse.\n`);
  const text = parseLessonText(
    `# Test\n> A lesson for tests.\n\n${sections.join("\n")}\n## closing\nDone.\n`,
    "lessons/01-test/lesson.md",
  );
  if (!("steps" in text)) throw new Error(text.map((error) => inEnglish(error.message)).join("\n"));
  return { number: 1, id: definition.id, definition, text };
}
