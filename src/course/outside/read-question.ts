import { type Said, say } from "../../say/message.ts";
import type { TerminalName } from "../../terminal/names.ts";
import type { Situation } from "../command.ts";
import type { QuestionDefinition } from "../question.ts";
import { CourseFault } from "../course-fault.ts";
import { kindOf, type Look } from "./look.ts";
import { readCommand } from "./read-command.ts";

const ID_FORM = /^[a-z][a-z0-9-]*$/;

export function readQuestion(given: Look, terminals: readonly [TerminalName, ...TerminalName[]]): QuestionDefinition {
  const id = given.field("id").text("id", 'id: "end"', ID_FORM, say`small letters, digits and dashes`);
  const question = given.called(say`The question "${{ id }}"`, id);
  const kind = question.field("kind").oneOf("kind", ["one", "several", "number"]);
  if (kind !== "number") {
    question.isRecord(["id", "kind", "right"], `{ id: "${id}", kind: "${kind}", right: ["…"] }`);
    return {
      id,
      kind,
      right: question
        .field("right")
        .list("right", 'right: ["last"]')
        .map((each) => each.text("right", '"last"')),
    };
  }
  question.isRecord(
    ["id", "kind", "terminal", "prepare", "answer", "mistakes"],
    '{ id: "…", kind: "number", terminal: "host", answer: ({ snapshot }) => … }',
  );
  const [prepare, mistakes] = [question.field("prepare"), question.field("mistakes")];
  return {
    id,
    kind,
    terminal: question.field("terminal").oneOf("terminal", terminals),
    ...(prepare.isThere ? { prepare: readCommand(prepare) } : {}),
    answer: readNumber(question.field("answer"), "answer"),
    ...(mistakes.isThere ? { mistakes: readMistakes(mistakes) } : {}),
  };
}

type Ask = (situation: Situation) => number | null;

function readMistakes(mistakes: Look): Readonly<Record<string, Ask>> {
  const { value } = mistakes;
  if (typeof value !== "object" || value === null) {
    mistakes.complain(
      say`has ${{ kind: kindOf(value) }} for its ${{ what: "mistakes" }}: write ${{ form: "mistakes: { host: ({ snapshot }) => … }" }}`,
    );
    return {};
  }
  return Object.fromEntries(
    Object.keys(value).map((name) => [name, readNumber(mistakes.field(name), say`mistake "${{ name }}"`)]),
  );
}

/** What it returns is looked at whenever it is asked. */
function readNumber(look: Look, what: Said): Ask {
  const ask = look.callable(what, say`a function of the lab: ${{ form: "({ snapshot })" }} => a number or null`);
  return (situation) => {
    const found = ask(situation);
    if (found === null || (typeof found === "number" && Number.isFinite(found))) return found;
    throw new CourseFault([
      look.errorOf(say`has a ${{ what }} whose function returned ${{ kind: kindOf(found) }}: let it return a number or null.`),
    ]);
  };
}
