import type { Duplex } from "node:stream";

/**
 * Resolves when all that stands in a stream's socket has been handed to its listeners. For one whose writers have
 * ended: whoever holds it back does so no longer, and what comes next is another's.
 */
export async function drained(stream: Duplex): Promise<void> {
  let came = true;
  const hear = () => {
    came = true;
  };
  stream.on("data", hear);
  while (came && !stream.destroyed) {
    came = false;
    stream.resume();
    // Between two of them the event loop reads what there is.
    await nextTurn();
    await nextTurn();
  }
  stream.off("data", hear);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
