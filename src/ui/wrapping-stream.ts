import { stringWidth } from "../map/text-width.ts";
import { type OutputStream, sizeOf } from "./streams.ts";
import { wrap } from "./wrap.ts";

/**
 * The same stream; sentences written to it break between words where it is a terminal.
 * @param fit what is done with them before
 */
export function wrappingStream<Stream extends OutputStream>(stream: Stream, fit: (text: string) => string): Stream {
  return new Proxy(stream, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key !== "write") return value.bind(target);
      return (text: unknown, ...rest: readonly unknown[]) =>
        Reflect.apply(value, target, [typeof text === "string" ? shown(fit(text), target) : text, ...rest]);
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

function shown(text: string, target: OutputStream): string {
  return target.isTTY === true ? broken(text, sizeOf(target).columns) : text;
}

/** An indented line, as a path or a command of its own, stays as it is: it may be copied. */
function broken(text: string, columns: number): string {
  const lines = text.split("\n");
  return lines.map((line) => (line.startsWith(" ") || stringWidth(line) <= columns ? line : wrap(line, columns))).join("\n");
}
