// The doctor as a program of its own, for tests that run it as another user.
//   PACKAGE_ROOT [--fix] [--tools PATH] [--answer-no]
import { parseArgs } from "node:util";
import { doctor } from "../../src/cli/doctor.ts";
import { inEnglish } from "../../src/say/words.ts";
import { createStyle } from "../../src/ui/style.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fix: { type: "boolean", default: false },
    tools: { type: "string" },
    "answer-no": { type: "boolean", default: false },
  },
});
const [packageRoot = "."] = positionals;

async function answerNo(question: string): Promise<boolean> {
  process.stdout.write(`${question} no\n`);
  return false;
}

process.exitCode = await doctor({
  fix: values.fix,
  machine: { packageRoot, uid: process.getuid?.() ?? 0, environment: process.env },
  write: (text) => process.stdout.write(text),
  style: { ...createStyle({ colour: 0, unicode: false, plain: true }), width: 80, told: inEnglish },
  ...(values.tools === undefined ? {} : { toolPath: values.tools }),
  ...(values["answer-no"] ? { ask: answerNo } : {}),
});
