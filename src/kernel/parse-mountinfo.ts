import type { Mount } from "./snapshot.ts";

/** Mounts in the order of proc_pid_mountinfo(5); lines that are not mounts are left out. */
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
        type: type ?? "",
        source: unescapePath(source ?? ""),
        superOptions: superOptions.split(","),
      },
    ];
  });
}

/** Space, tab, newline and backslash stand as three octal digits, a byte each (getmntent(3)). */
function unescapePath(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
