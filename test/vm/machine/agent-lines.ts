/** A script for the agent in the machine to run (test/vm/machine/agent.sh). */
export interface Order {
  readonly id: number;
  readonly user: string;
  readonly script: string;
}

/** What the agent says. */
export type AgentLine =
  | { readonly type: "ready" }
  | { readonly type: "done"; readonly id: number; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly type: "unknown"; readonly text: string };

/** In base64, a script and its output are words of a line, whatever they hold. */
export function orderLine({ id, user, script }: Order): string {
  return `run ${id} ${user} ${Buffer.from(script).toString("base64")}\n`;
}

export function parseAgentLine(text: string): AgentLine {
  if (text === "ready") return { type: "ready" };
  const done = /^done (\d+) (\d+) ([\w+/=]*) ([\w+/=]*)$/.exec(text);
  if (done === null) return { type: "unknown", text };
  const [, id, code, stdout = "", stderr = ""] = done;
  return { type: "done", id: Number(id), code: Number(code), stdout: decode(stdout), stderr: decode(stderr) };
}

function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString();
}
