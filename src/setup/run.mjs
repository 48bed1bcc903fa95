// What npm start, npm test and the others of package.json run, on a fresh clone as well. Node's own modules only.
// This file keeps to what old versions of Node understand.
import { oldNodeText } from "./old-node.mjs";

async function run() {
  const complaint = oldNodeText(process.version);
  if (complaint !== null) {
    process.stderr.write(complaint);
    return 3;
  }
  const { main } = await import("./modes.mjs");
  return main(process.argv.slice(2));
}

void run().then((code) => (process.exitCode = code));
