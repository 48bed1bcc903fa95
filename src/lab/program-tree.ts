import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { ProgramTree } from "./up-plan.ts";

/** Where systems keep programs and libraries (file-hierarchy(7)). */
const PROGRAMS = ["usr", "bin", "sbin", "lib", "lib64", "lib32", "libx32"];
/** Links that programs expect, besides. */
const LINKS = ["var/run", "var/lock", "dev/fd", "dev/stdin", "dev/stdout", "dev/stderr"];

/** @param root of the file tree to look at; tests bring their own */
export function readProgramTree(root = "/"): ProgramTree {
  const kind = (name: string) => {
    const stat = lstatSync(join(root, name), { throwIfNoEntry: false });
    return stat?.isSymbolicLink() === true ? "link" : stat?.isDirectory() === true ? "directory" : "none";
  };
  return {
    directories: PROGRAMS.filter((name) => kind(name) === "directory"),
    links: [...PROGRAMS, ...LINKS].filter((name) => kind(name) === "link").map((name) => `/${name}`),
  };
}
