/** A line for a lab's shell that starts sleeps until the kernel refuses, at most 1100, says how far it came, and ends them. */
export const NODE_SCRIPT_OF_MANY = `node -e '
const { spawn } = require("node:child_process");
const started = [];
let refusal = "nothing";
for (let n = 0; n < 1100 && refusal === "nothing"; n += 1) {
  const child = spawn("sleep", ["60"], { stdio: "ignore" });
  child.on("error", () => undefined);
  if (child.pid === undefined) refusal = "EAGAIN";
  else started.push(child);
}
console.log("started " + started.length + ", then " + refusal);
for (const child of started) child.kill("SIGKILL");
'`.replaceAll("\n", " ");
