// What npm has to have installed, by the lockfile, and whether it is there. Pure.

/**
 * `course`: what nslab is built with, which is all that playing takes; `everything`: also what it is checked and tested
 * with, which is a package of its own (test/tools), so that it can be left out.
 * @typedef {"course" | "everything"} Extent
 */

/** An entry of package-lock.json (npm's documentation, "package-lock.json"). */
/** @typedef {{ version?: string, integrity?: string, link?: boolean, resolved?: string, optional?: boolean, os?: readonly string[], cpu?: readonly string[], libc?: readonly string[], workspaces?: readonly string[] } & Partial<Record<Kind, Readonly<Record<string, string>>>>} Package */

/** What a lockfile holds, by where each is installed: `node_modules/marked`. @typedef {Readonly<Record<string, Package>>} Packages */

/** @typedef {"dependencies" | "devDependencies" | "optionalDependencies"} Kind */

/** @typedef {{ readonly platform: string, readonly arch: string }} Machine */

/**
 * Where everything of that extent is installed, in no order. What another platform alone has is left out.
 * @param {Packages} lock
 * @param {Extent} extent
 * @param {Machine} machine
 * @returns {ReadonlySet<string>}
 */
export function wantedPackages(lock, extent, machine) {
  const wanted = new Set();
  /** @param {string} path @param {readonly Kind[]} kinds */
  const follow = (path, kinds) => {
    for (const name of kinds.flatMap((kind) => Object.keys(lock[path]?.[kind] ?? {}))) {
      const place = placeOf(lock, path, name);
      const found = place === null ? undefined : lock[place];
      if (place === null || found === undefined || wanted.has(place) || !isFor(found, machine)) continue;
      wanted.add(place);
      follow(place, ["dependencies", "optionalDependencies"]);
    }
  };
  const own = extent === "course" ? [""] : ["", ...(lock[""]?.workspaces ?? [])];
  for (const path of own) follow(path, ["dependencies", "devDependencies", "optionalDependencies"]);
  return wanted;
}

/**
 * The first place where what is installed is not what the lockfile says; null where all of the extent is there.
 * @param {Packages} lock
 * @param {Packages} tree node_modules/.package-lock.json, which npm writes when all is done
 * @param {Extent} extent
 * @param {Machine} machine
 * @returns {string | null}
 */
export function firstMissing(lock, tree, extent, machine) {
  for (const place of wantedPackages(lock, extent, machine)) {
    const [wanted, found] = [lock[place], tree[place]];
    // A mirror of the registry may lack what is optional; a program for this platform is not.
    if (found === undefined && wanted?.optional === true && wanted.cpu === undefined) continue;
    if (found?.version !== wanted?.version || found?.integrity !== wanted?.integrity) return place;
  }
  return null;
}

/**
 * Where Node finds a package that another one asks for: beside it, or above.
 * @param {Packages} lock
 * @param {string} from
 * @param {string} name
 * @returns {string | null}
 */
function placeOf(lock, from, name) {
  for (let base = from; ; base = base.includes("/node_modules/") ? base.slice(0, base.lastIndexOf("/node_modules/")) : "") {
    const place = `${base === "" ? "" : `${base}/`}node_modules/${name}`;
    if (place in lock) return place;
    if (base === "") return null;
  }
}

/**
 * @param {Package} found
 * @param {Machine} machine
 */
function isFor({ os, cpu, libc }, { platform, arch }) {
  // Which C library a machine has takes a look that is not worth it: npm chooses.
  return libc === undefined && (os?.includes(platform) ?? true) && (cpu?.includes(arch) ?? true);
}
