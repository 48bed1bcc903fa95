import type { Change, MountChange } from "../../kernel/changes.ts";
import type { Mount } from "../../kernel/snapshot.ts";
import { type ChangeLine, line, otherNamespace, type Wording } from "./names.ts";

/** Mounts that came, went, moved or are set otherwise, each with the mount namespaces that know of it. */
export function mountLines(wording: Wording, changes: readonly Change[]): readonly ChangeLine[] {
  const mounts = changes.filter(isMountChange).filter((change) => !isOfIpNetns(change, changes));
  const replaced = mounts.flatMap((added) => {
    const removed = mounts.find((each) => each.type === "mount-removed" && isReplacedBy(each, added));
    return removed === undefined ? [] : [{ added, removed }];
  });
  const hidden = new Set(replaced.map(({ removed }) => removed));
  const again = new Set(replaced.map(({ added }) => added));
  const changed = mounts.flatMap((change) => (change.type === "mount-changed" ? [change] : []));
  return [
    ...mounts.filter((change) => !hidden.has(change)).flatMap((change) => changeLine(wording, change, again.has(change))),
    ...settingLines(wording, changed),
  ];
}

function isMountChange(change: Change): change is MountChange {
  return "mount" in change;
}

/** `ip netns add` keeps a namespace alive by a mount; the namespace itself is told. */
function isOfIpNetns(change: MountChange, all: readonly Change[]): boolean {
  const { mountPoint } = change.mount;
  if (mountPoint === "/run/netns") return true;
  if (change.mount.type !== "nsfs") return false;
  return all.some((each) => "names" in each && each.names.some((name) => mountPoint === `/run/netns/${name}`));
}

/** Something else is mounted at the same point instead, as `ip netns exec` does with /sys. */
function isReplacedBy(removed: MountChange, added: MountChange): boolean {
  return (
    added.type === "mount-added" &&
    added.mount.mountPoint === removed.mount.mountPoint &&
    removed.namespaces.every((inode) => added.namespaces.includes(inode))
  );
}

function changeLine(wording: Wording, change: MountChange, isAgain: boolean): readonly ChangeLine[] {
  const { words, arrow } = wording;
  const { mount } = change;
  const where = placesOf(wording, change.namespaces);
  switch (change.type) {
    case "mount-added":
      if (isAgain) return [line("~", words.anotherMount(mount.mountPoint, mount.type), where)];
      return [line("+", described(wording, mount), where)];
    case "mount-removed":
      return [line("-", words.mount(mount.mountPoint), where)];
    case "mount-moved":
      return [line("~", words.fromTo(words.movedMount, change.before.mountPoint, arrow, mount.mountPoint), where)];
    case "mount-changed":
      return [];
  }
}

/** A bind mount by the path it shows; other mounts by the type of their file system. */
function described({ after, words }: Wording, mount: Mount): string {
  const text = words.mount(mount.mountPoint);
  if (mount.root === "/" || mount.type === "nsfs") return words.ofType(text, mount.type);
  const root = after.mounts.get(after.host.namespaces.mnt)?.find((each) => each.mountPoint === "/");
  const isOfRoot = root?.device === mount.device && root.root === "/";
  return isOfRoot ? words.showing(text, mount.root) : words.partOf(text, mount.root, mount.type);
}

/** Settings that many mounts got at once, as by `mount --make-rprivate`, stand in one line. */
function settingLines(
  wording: Wording,
  changes: readonly Extract<MountChange, { type: "mount-changed" }>[],
): readonly ChangeLine[] {
  const groups = new Map<string, { points: string[]; text: (what: string) => string; where: string }>();
  for (const change of changes) {
    const where = placesOf(wording, change.namespaces);
    for (const [from, to] of settingChanges(wording, change.before, change.mount)) {
      const key = JSON.stringify([from, to, where]);
      const text = (what: string) => wording.words.fromTo(what, from, wording.arrow, to);
      const group = groups.get(key) ?? { points: [], text, where };
      groups.set(key, group);
      group.points.push(change.mount.mountPoint);
    }
  }
  return [...groups.values()].map(({ points, text, where }) => line("~", text(pointsText(wording, points)), where));
}

function pointsText({ words }: Wording, points: readonly string[]): string {
  const [top = "", ...others] = points.toSorted((a, b) => a.length - b.length);
  if (others.length === 0) return words.mount(top);
  const areBelow = others.every((point) => point.startsWith(top === "/" ? "/" : `${top}/`));
  return (areBelow ? words.mountAndBelow : words.mountsAlike)(words.mount(top), others.length);
}

function settingChanges({ words }: Wording, before: Mount, mount: Mount): readonly (readonly [string, string])[] {
  const changes: (readonly [string, string])[] = [];
  const propagation = ({ propagation: fields }: Mount) =>
    fields.map((field) => field.replace(/:.*$/, "")).join(",") || words.private;
  if (propagation(before) !== propagation(mount)) changes.push([propagation(before), propagation(mount)]);
  for (const which of ["options", "superOptions"] as const) {
    const [from, to] = [before[which].join(","), mount[which].join(",")];
    // The file system's own options usually say the same once more.
    if (from !== to && !changes.some((each) => each[0] === from && each[1] === to)) changes.push([from, to]);
  }
  return changes;
}

/** More mount namespaces than this are counted, not named. */
const NAMED_PLACES = 3;

/** Which namespaces have it: nothing is said where there is only one in the lab. */
function placesOf(wording: Wording, inodes: readonly number[]): string {
  const { after, words } = wording;
  if (after.mounts.size === 1) return words.host;
  const places = inodes.map((inode) => otherNamespace(wording, "mnt", inode));
  const [only] = places;
  if (places.length === 1) return only === null || only === undefined ? words.onlyOnHost : words.onlyIn(only);
  const named = places.slice(0, NAMED_PLACES).map((place) => (place === null ? words.onHost : words.in(place)));
  return words.list(places.length > NAMED_PLACES ? [...named, words.inMore(places.length - NAMED_PLACES)] : named);
}
