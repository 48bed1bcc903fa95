// Asks a terminal for its prompt after the lab has ended: then nothing but the question itself keeps Node alive.
//   PACKAGE_ROOT
import { createLab } from "../../src/lab/machine.ts";
import { inEnglish } from "../../src/say/words.ts";
import { Terminal } from "../../src/terminal/terminal.ts";

const [packageRoot = "."] = process.argv.slice(2);
const lab = await createLab({ packageRoot, uid: process.getuid?.() ?? 0, environment: process.env });
if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${inEnglish(lab.complaint)}`);
const terminal = await Terminal.open(lab, "host", "host", { rows: 24, columns: 80 });
await terminal.run("PS1=");
await lab.down();
process.stdout.write(JSON.stringify(await terminal.prompt()));
