import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isOnPath, runQuietly } from "../../src/setup/run-command.mjs";

const MODULE = new URL("../../src/setup/run-command.mjs", import.meta.url).href;
const RUN = fileURLToPath(new URL("../../src/setup/run.mjs", import.meta.url));

describe("a command whose output matters only if it fails", () => {
  test.each([
    ["exit 0", 0, ""],
    ["echo out; echo err >&2; exit 3", 3, "out\nerr\n"],
    ["kill -TERM $$", 143, ""],
  ])("%s: exit code %i", async (script, code, output) => {
    expect(await runQuietly(["sh", "-c", script])).toEqual({ code, output });
  });

  test("that is not there counts as 127", async () => {
    expect(await runQuietly(["/no/such/program"])).toMatchObject({ code: 127, output: expect.stringContaining("ENOENT") });
  });
});

describe("a command that is handed over to", () => {
  const handOver = (script: string) =>
    spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `import { handOver } from "${MODULE}"; process.exitCode = await handOver(["sh", "-c", process.argv[1]]);`,
        script,
      ],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );

  test.each([
    ["exit 0", 0],
    ["exit 130", 130],
    ["kill -KILL $$", 137],
  ])("%s: its exit code %i is passed on", async (script, code) => {
    expect(await exitCode(handOver(script))).toBe(code);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("gets %s, and is waited for until it has finished", async (signal) => {
    // A trap is taken up between two commands; nothing is left in the background that could miss the signal.
    const child = handOver(`trap 'echo finished; exit 7' ${signal.slice(3)}; echo ready; while :; do sleep 0.05; done`);
    const [ready] = (await once(child.stdout, "data")) as [Buffer];
    expect(ready.toString()).toBe("ready\n");
    const ended = exitCode(child);
    const finished = once(child.stdout, "data") as Promise<[Buffer]>;
    child.kill(signal);
    expect((await finished)[0].toString()).toBe("finished\n");
    expect(await ended).toBe(7);
  });
});

describe("npm start", () => {
  test("on an old Node says which one it needs, before anything else", async () => {
    const old = 'data:text/javascript,Object.defineProperty(process, "version", { value: "v18.20.0" })';
    const { code, output } = await runQuietly([process.execPath, "--import", old, RUN, "start"]);
    expect(code).toBe(3);
    expect(output).toMatch(/^nslab needs Node 20 or newer; .*try again\.\n$/);
  });

  test("does not take a mode it does not have", async () => {
    expect(await runQuietly([process.execPath, RUN, "strat"])).toEqual({
      code: 2,
      output:
        'There is no "strat" here. Use: npm start, npm test, npm run test:all, npm run test:faults, npm run test:vm, npm run test:ruin, npm run test:wall, npm run test:settings, npm run bench or npm run pictures.\n',
    });
  });
});

test("a program is on a path only where it can be run", () => {
  expect(isOnPath("sh", "/nowhere:/bin")).toBe(true);
  expect(isOnPath("passwd", "/etc")).toBe(false);
});

async function exitCode(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, "close")) as [number];
  return code;
}
