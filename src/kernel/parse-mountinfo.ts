import type { Mount } from "./snapshot.ts";

/**
 * Mounts in the order of proc_pid_mountinfo(5), with their paths as they are: not yet fit to be shown. Lines that are
 * not mounts are left out.
 *
 * @param text a character a byte (latin1)
 */
export function parseMountinfo(text: string): readonly Mount[] {
  return text.split("\n").flatMap((line) => {
    // A path cannot hold " - ": its spaces are written \040.
    const separator = line.indexOf(" - ");
    const [id, parent, device, root, mountPoint, options, ...propagation] = line.slice(0, separator).split(" ");
    const [type, source, superOptions] = line.slice(separator + 3).split(" ");
    if (separator < 0 || mountPoint === undefined || superOptions === undefined) return [];
    return [
      {
        id: Number(id),
        parent: Number(parent),
        device: device ?? "",
        root: unescapePath(root ?? ""),
        mountPoint: unescapePath(mountPoint),
        options: options?.split(",") ?? [],
        propagation,
        type: unescapePath(type ?? ""),
        source: unescapePath(source ?? ""),
        superOptions: unescapePath(superOptions).split(","),
      },
    ];
  });
}

/** Space, tab, newline and backslash stand as three octal digits, a byte each (getmntent(3)); names are bytes of UTF-8. */
function unescapePath(text: string): string {
  const bytes = text.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
