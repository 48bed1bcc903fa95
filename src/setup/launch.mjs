// dist/main.js: loads the program beside it where Node can. The program itself is written for newer versions of Node,
// which an old one may not even be able to read.
import { oldNodeText } from "./old-node.mjs";

const complaint = oldNodeText(process.version);
if (complaint === null) {
  // @ts-ignore It is there when this is built. Whatever keeps it from being loaded is told by Node.
  void import("./program.js");
} else {
  process.stderr.write(complaint);
  process.exitCode = 3;
}
