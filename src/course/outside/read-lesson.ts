import { say } from "../../say/message.ts";
import { type CourseError, courseError } from "../course-error.ts";
import type { ChallengeDefinition, LessonDefinition, Need, Preparation, StepDefinition } from "../lesson.ts";
import type { QuestionDefinition } from "../question.ts";
import { TERMINAL_NAMES } from "../../terminal/names.ts";
import { readChecks } from "./read-check.ts";
import { readCommand } from "./read-command.ts";
import { kindOf, Look } from "./look.ts";
import { oneLine } from "./one-line.ts";
import { readQuestion } from "./read-question.ts";

const LESSON = ["id", "startsFrom", "needs", "steps", "mapAfter", "challenge", "questions"];
const CHALLENGE = ["terminal", "command", "leaves", "undoes", "mayUndo", "needs", "checks", "hint"];
const STEP = ["id", ...CHALLENGE, "also", "fails"];
const LESSON_FORM = say`${{ code: 'export default defineLesson({ id: "…", startsFrom: [], steps: […], challenge: {…} })' }}, from "nslab/course".`;
const STEP_FORM = '{ id: "…", terminal: "host", command: "…", checks: […] }';
export const ID_FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ID_WORDS = say`small letters, digits and dashes`;
/** Sections of the Markdown that are no steps. */
const TAKEN = ["challenge", "closing"];
const NEEDS: readonly [Need, ...Need[]] = ["cgroup", "world"];
/** A program that the machine must have. */
const PROGRAM = /^program:[\w.+-]+$/;

/** A lesson that somebody else's file exports, field by field; or all that is wrong with it. */
export function readLesson(value: unknown, file: string, source: string): LessonDefinition | readonly CourseError[] {
  const errors: CourseError[] = [];
  try {
    const definition = readFields(new Look(value, { file, source, line: 1, name: say`The lesson` }, errors));
    return errors.length > 0 || definition === null ? errors : definition;
  } catch (error) {
    const why = oneLine(error instanceof Error ? error.message : String(error));
    return [
      courseError(
        file,
        1,
        say`What this file exports throws when it is looked at: ${{ why }}. Export plain values: ${{ form: LESSON_FORM }}`,
      ),
    ];
  }
}

function readFields(lesson: Look): LessonDefinition | null {
  if (!lesson.isThere) lesson.complain(say`is not exported: write ${{ form: LESSON_FORM }}`);
  if (!lesson.isThere || !lesson.isRecord(LESSON, LESSON_FORM)) return null;
  const [needs, mapAfter, questions] = [lesson.field("needs"), lesson.field("mapAfter"), lesson.field("questions")];
  const steps = lesson.field("steps");
  const found = steps.list("steps", `steps: [${STEP_FORM}]`).map(readStep);
  if (Array.isArray(steps.value) && found.length === 0) steps.complain(say`has no steps: add one, as in ${{ form: STEP_FORM }}`);
  return {
    id: lesson.field("id").text("id", 'id: "mounts"', ID_FORM, ID_WORDS),
    startsFrom: lesson
      .field("startsFrom")
      .list("startsFrom", say`startsFrom: [], where it starts from an empty lab`)
      .map(readPreparation),
    ...(needs.isThere ? { needs: readNeeds(needs) } : {}),
    steps: found,
    ...(mapAfter.isThere ? { mapAfter: mapAfter.text("mapAfter", 'mapAfter: "the-id-of-a-step"', ID_FORM, ID_WORDS) } : {}),
    challenge: readChallenge(lesson.field("challenge")),
    ...(questions.isThere ? { questions: readQuestions(questions) } : {}),
  };
}

function readPreparation(part: Look): Preparation {
  const form = say`${{ one: 'startsFrom: [{ lesson: "mounts", steps: ["bind"] }]' }} or ${{ other: '[{ terminal: "host", command: "mkdir data" }]' }}`;
  if (!part.isRecord(["lesson", "steps", "terminal", "command"], form)) return { lesson: "", steps: [] };
  const [lesson, command] = [part.field("lesson"), part.field("command")];
  if (lesson.isThere === command.isThere)
    part.complain(say`starts from something with neither or both of lesson and command: write ${{ form }}`);
  if (!lesson.isThere)
    return { terminal: part.field("terminal").oneOf("terminal", TERMINAL_NAMES), command: readCommand(command) };
  const steps = part.field("steps").list(say`steps to start from`, form);
  return {
    lesson: lesson.text(say`lesson to start from`, 'lesson: "mounts"', ID_FORM, ID_WORDS),
    steps: steps.map((each) => each.text(say`step to start from`, 'steps: ["bind"]', ID_FORM, ID_WORDS)),
  };
}

function readStep(given: Look, index: number): StepDefinition {
  const id =
    typeof given.value === "object" && given.value !== null && !Array.isArray(given.value) ? given.field("id").value : null;
  const number = say`Step ${{ number: index + 1 }}`;
  const step = typeof id === "string" ? given.called(say`The step "${{ id: oneLine(id) }}"`, id) : given.called(number, "");
  const nothing = { id: "", terminal: "host", command: "", checks: [] } as const;
  if (!step.isRecord(STEP, STEP_FORM)) return nothing;
  const [also, fails] = [step.field("also"), step.field("fails")];
  const read = step.field("id").text("id", 'id: "make-bridge"', ID_FORM, ID_WORDS);
  if (TAKEN.includes(read)) step.complain(say`has an id that means another section of the Markdown: choose another one.`);
  return {
    id: read,
    ...readDeeds(step),
    ...(also.isThere ? { also: also.list("also", 'also: ["ip addr"]').map((each) => each.text("also", '"ip addr"')) } : {}),
    ...(fails.isThere ? { fails: fails.value === "first" || fails.value === "last" ? fails.value : fails.truth("fails") } : {}),
  };
}

function readNeeds(needs: Look): readonly Need[] {
  const form = say`${{ one: 'needs: ["cgroup"], ["world"]' }} or ${{ other: '["program:jq"]' }}`;
  return needs.list("needs", form).map((each): Need => {
    const { value } = each;
    return typeof value === "string" && PROGRAM.test(value) ? (value as `program:${string}`) : each.oneOf("needs", NEEDS);
  });
}

function readChallenge(given: Look): ChallengeDefinition {
  const form = 'challenge: { terminal: "host", command: "…", checks: […] }';
  const challenge = given.named(say`The challenge`);
  if (!challenge.isThere) given.complain(say`has no ${{ what: "challenge" }}: add ${{ form }}`);
  if (!challenge.isThere || !challenge.isRecord(CHALLENGE, form)) return { terminal: "host", command: "", checks: [] };
  return readDeeds(challenge);
}

/** What steps and challenges have alike. */
function readDeeds(step: Look): ChallengeDefinition {
  const [leaves, needs, hint] = [step.field("leaves"), step.field("needs"), step.field("hint")];
  const [undoes, mayUndo] = [readIds(step, "undoes"), readIds(step, "mayUndo")];
  return {
    terminal: step.field("terminal").oneOf("terminal", TERMINAL_NAMES),
    command: readCommand(step.field("command")),
    ...(leaves.isThere ? { leaves: leaves.oneOf("leaves", ["prompt", "running"]) } : {}),
    ...(undoes === null ? {} : { undoes }),
    ...(mayUndo === null ? {} : { mayUndo }),
    ...(needs.isThere ? { needs: readNeeds(needs) } : {}),
    checks: readChecks(step.field("checks")),
    ...(hint.isThere ? { hint: readHint(hint) } : {}),
  };
}

function readIds(step: Look, name: "undoes" | "mayUndo"): readonly string[] | null {
  const ids = step.field(name);
  return ids.isThere ? ids.list(name, `${name}: ["bind"]`).map((each) => each.text(name, '"bind"')) : null;
}

/** A hint that throws, or says no name, sees nothing special: the hints of the Markdown are there all the same. */
function readHint(hint: Look): NonNullable<StepDefinition["hint"]> {
  const choose = hint.callable("hint", say`${{ one: 'hint: (snapshot) => "the-name-of-a-state"' }} or ${{ other: "null" }}`);
  return (snapshot, situation) => {
    try {
      const state = choose(snapshot, situation);
      return typeof state === "string" ? state : null;
    } catch {
      return null;
    }
  };
}

function readQuestions(questions: Look): readonly QuestionDefinition[] {
  return questions.list("questions", 'questions: [{ id: "end", kind: "one", right: ["last"] }]').map((each) => {
    const question = each.named(say`A question`);
    if (typeof each.value === "object" && each.value !== null) return readQuestion(question, TERMINAL_NAMES);
    question.complain(say`is ${{ kind: kindOf(each.value) }}: write ${{ form: '{ id: "end", kind: "one", right: ["last"] }' }}`);
    return { id: "", kind: "one", right: [] };
  });
}
