import { type Message, say, verbatim } from "./message.ts";
import { inEnglish } from "./words.ts";

/** Why the system refused something, as in `EACCES: permission denied, open '/root/map.svg'`; what is no such error, in its own words. */
export function systemReason(error: unknown): Message {
  const text = error instanceof Error ? error.message : String(error);
  const [, code = "", reason = "", call = ""] = NODE_SAYS.exec(text) ?? [];
  const known = REASONS[code];
  if (known === undefined || inEnglish(known) !== reason) return verbatim(text);
  return call === "" ? say`${{ code }}: ${{ reason: known }}` : say`${{ code }}: ${{ reason: known }}, ${{ call }}`;
}

/** A code of errno(3), what it means, and the call with its file. */
const NODE_SAYS = /^(E[A-Z0-9]+): (.+?)(?:, (.+))?$/s;

/** In the words of libuv (src/uv-common.c), which Node repeats. */
const REASONS: Readonly<Record<string, Message>> = {
  EACCES: say`permission denied`,
  EBUSY: say`resource busy or locked`,
  EEXIST: say`file already exists`,
  EFBIG: say`file too large`,
  EIO: say`i/o error`,
  EISDIR: say`illegal operation on a directory`,
  ELOOP: say`too many symbolic links encountered`,
  EMFILE: say`too many open files`,
  ENAMETOOLONG: say`name too long`,
  ENFILE: say`file table overflow`,
  ENOENT: say`no such file or directory`,
  ENOSPC: say`no space left on device`,
  ENOTDIR: say`not a directory`,
  ENXIO: say`no such device or address`,
  EPERM: say`operation not permitted`,
  EROFS: say`read-only file system`,
  ETXTBSY: say`text file is busy`,
};
