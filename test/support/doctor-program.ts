// The doctor as a program of its own, for a test that runs it as another user. Its argument: the folder with package.json.
import { doctor } from "../../src/cli/doctor.ts";
import { capabilitiesOf } from "../../src/ui/streams.ts";
import { createStyle } from "../../src/ui/style.ts";

const [packageRoot = "."] = process.argv.slice(2);
process.exitCode = await doctor({
  fix: false,
  machine: { packageRoot, uid: process.getuid?.() ?? 0, environment: process.env },
  write: (text) => process.stdout.write(text),
  style: createStyle(capabilitiesOf(process.stdout, process.env, { plain: false })),
});
