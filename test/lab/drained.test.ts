import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { drained } from "../../src/lab/drained.ts";

const BYTES = 150_000;

test("what stands in a socket whose writer has ended is read to its end, though somebody holds it back", async () => {
  const child = spawn("sh", ["-c", `head -c ${BYTES} /dev/zero >&3 & exec sleep 1000`], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  // the child keeps the socket open, as a lab's supervisor does: there is no end of it
  const stream = child.stdio[3] as Duplex;
  let read = 0;
  stream.on("data", (piece: Buffer) => {
    read += piece.length;
    stream.pause();
  });
  await once(stream, "data");
  while (read < BYTES) await drained(stream);
  expect(read).toBe(BYTES);
  stream.pause();
  await drained(stream);
  expect(stream.listenerCount("data")).toBe(1);
  child.kill("SIGKILL");
});
