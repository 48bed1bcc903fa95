import { stringWidth } from "./string-width.ts";
import { type OutputStream, sizeOf } from "./streams.ts";
import { wrap } from "./wrap.ts";

/** The same stream; sentences written to it break between words where it is a terminal. */
export function wrappingStream<Stream extends OutputStream>(stream: Stream): Stream {
  if (stream.isTTY !== true) return stream;
  return new Proxy(stream, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key !== "write") return value.bind(target);
      return (text: unknown, ...rest: readonly unknown[]) =>
        Reflect.apply(value, target, [typeof text === "string" ? broken(text, sizeOf(target).columns) : text, ...rest]);
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}

/** An indented line, as a path or a command of its own, stays as it is: it may be copied. */
function broken(text: string, columns: number): string {
  const lines = text.split("\n");
  return lines.map((line) => (line.startsWith(" ") || stringWidth(line) <= columns ? line : wrap(line, columns))).join("\n");
}
