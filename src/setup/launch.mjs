// dist/main.js: loads the program beside it where Node can. The program itself is written for newer versions of Node,
// which an old one may not even be able to read.
import { languageOfSetup } from "./language.mjs";
import { oldNodeText } from "./old-node.mjs";
import { inLanguage } from "./words.mjs";

const complaint = oldNodeText(process.version);
if (complaint === null) {
  // @ts-ignore It is there when this is built. Whatever keeps it from being loaded is told by Node.
  void import("./program.js");
} else {
  const language = languageOfSetup({ environment: process.env, given: process.argv.slice(2) });
  process.stderr.write(`${inLanguage(complaint, language)}\n`);
  process.exitCode = 3;
}
