import { performance } from "node:perf_hooks";
import { expect, test } from "vitest";
import { runLines } from "../../src/player/run-lines.ts";
import { OutputLines, shownIn } from "../../src/ui/output-lines.ts";
import { PlayRig } from "../support/play-rig.ts";

const rig = new PlayRig();
const ENOUGH = 8 * 1024 * 1024;
const MIB = 1024 * 1024;

test.each(["yes", "seq 1 1000000000", "base64 -w0 /dev/urandom", "cat /dev/urandom", "tr '\\0' '\\033' </dev/zero"])(
  "an endless output (%s) costs no more than what is kept of it, leaves time for keys, and ends at once by Ctrl-C",
  async (command) => {
    const shown: string[] = [];
    const lines = new OutputLines({
      show: (text) => void shown.push(text),
      shown: shownIn({ rows: 24, columns: 80 }),
      colours: true,
      between: (count) => `(${count} lines)`,
    });
    const terminal = await rig.session.terminal("host");
    const before = process.memoryUsage.rss();
    let received = 0;
    let all = 0;
    const turns = new Turns(() => all);
    const ended = new Promise<number>((resolve) => {
      const work = { terminal: "host" as const, lines: [command], lastStaysRunning: false, patience: 60_000 };
      const interrupt = () => {
        if (received < ENOUGH) return;
        received = Number.NEGATIVE_INFINITY;
        const pressed = performance.now();
        terminal.write("\u0003");
        void run.then(() => resolve(performance.now() - pressed));
      };
      const run = runLines(rig.session, work, (event) => {
        if (event.type !== "output") return;
        received += event.text.length;
        all += event.text.length;
        lines.push(event.text);
        interrupt();
      });
    });
    expect(await ended).toBeLessThan(2000);
    turns.end();
    lines.end();
    // Pieces are of at most 64 KiB; libuv reads no more than 32 of them before it gives somebody else a turn.
    expect(turns.most).toBeLessThan(ENOUGH / 2);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MIB);
    expect(lines.whole.length).toBeLessThan(2 * MIB);
    expect(shown.join("").length).toBeLessThan(20_000);
    expect((await terminal.run("echo still here")).type).toBe("returned");
  },
);

/** How much comes in between two turns of somebody else, at most: counted, since a fast machine takes no time for it. */
class Turns {
  most = 0;
  readonly #received: () => number;
  #last = 0;
  #next: NodeJS.Immediate;

  constructor(received: () => number) {
    this.#received = received;
    this.#next = setImmediate(() => this.#turn());
  }

  #turn(): void {
    const received = this.#received();
    this.most = Math.max(this.most, received - this.#last);
    this.#last = received;
    this.#next = setImmediate(() => this.#turn());
  }

  end(): void {
    clearImmediate(this.#next);
  }
}
