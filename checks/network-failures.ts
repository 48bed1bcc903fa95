import { say, verbatim } from "../src/say/message.ts";
import type { Failure } from "./output.ts";

/** How programs say it, in their versions: iputils and busybox, old and new curl. */
const isFailure = (code: number) => code !== 0;

/** There is no route: the kernel refuses to send. */
export const UNREACHABLE: Failure = {
  code: isFailure,
  pattern: /Network (is )?unreachable/i,
  fact: verbatim('"Network is unreachable"'),
};

/** The packet was sent, and nothing came back. */
export const LOST: Failure = { code: isFailure, pattern: /100% packet loss/, fact: verbatim("100% packet loss") };

/** Nobody listens on that port. */
export const REFUSED: Failure = {
  code: isFailure,
  pattern: /refused|Failed to connect|Could(n't| not) connect/i,
  fact: say`that the connection was refused`,
};

/** Neither an answer nor a refusal came; curl says "timeout" where it notices just before the deadline, "time-out" just behind it. */
export const TIMED_OUT: Failure = {
  code: isFailure,
  pattern: /timed out|connection time-?out/i,
  fact: say`that the connection timed out`,
};

/** No name server was found, or none that answers. */
export const NO_NAME: Failure = {
  code: isFailure,
  pattern: /name resolution|not known|bad address|could not resolve/i,
  fact: say`that the name could not be resolved`,
};
