// A lab as a program of its own, for tests that have one as another user. Types lines in its host
// terminal and prints what came of each, as JSON.
//   PACKAGE_ROOT LINE...
import { createLab } from "../../src/lab/machine.ts";
import { inEnglish } from "../../src/say/words.ts";
import { Terminal } from "../../src/terminal/terminal.ts";

const [packageRoot = ".", ...lines] = process.argv.slice(2);
const lab = await createLab({ packageRoot, uid: process.getuid?.() ?? 0, environment: process.env });
if ("type" in lab) throw new Error(`no lab: ${lab.part}: ${inEnglish(lab.complaint)}`);
const terminal = await Terminal.open(lab, "host", "host", { rows: 24, columns: 80 });
const ran: { readonly code: number; readonly output: string }[] = [];
for (const line of lines) {
  terminal.forget();
  const { code } = await terminal.run(line);
  ran.push({ code, output: terminal.output });
}
await lab.down();
process.stdout.write(JSON.stringify({ privilege: lab.privilege, cgroup: lab.cgroup, ran }));
