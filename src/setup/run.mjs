// What npm start, npm test and the others of package.json run, on a fresh clone as well. Node's own modules only.
// This file keeps to what old versions of Node understand.
import { languageOfSetup } from "./language.mjs";
import { oldNodeText } from "./old-node.mjs";
import { inLanguage } from "./words.mjs";

async function run() {
  const complaint = oldNodeText(process.version);
  if (complaint !== null) {
    const language = languageOfSetup({ environment: process.env, given: process.argv.slice(3) });
    process.stderr.write(`${inLanguage(complaint, language)}\n`);
    return 3;
  }
  const { main } = await import("./modes.mjs");
  return main(process.argv.slice(2));
}

void run().then((code) => (process.exitCode = code));
