import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openOwnFile } from "../../src/cli/own-file.ts";
import { inEnglish } from "../../src/say/words.ts";
import { canTest } from "../support/must-work.ts";

const isRoot = process.getuid?.() === 0;
const PERSON = { uid: 61_234, gid: 61_234 };

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-own-file-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const at = (name: string) => join(directory, name);

/** Writes a word to it; what was said where that may not be. */
function written(file: string, force: boolean, ids: typeof PERSON | null = null): string {
  const opened = openOwnFile(file, ids, force);
  if (opened.type === "not-opened") return inEnglish(opened.message);
  writeSync(opened.descriptor, "new");
  closeSync(opened.descriptor);
  return "";
}

describe("a file that a person asked for", () => {
  test("is made, and not written over unless that is wanted", () => {
    expect(written(at("a"), false)).toBe("");
    writeFileSync(at("a"), "longer than new");
    expect(written(at("a"), false)).toMatch(/is there already and was left as it is\. .*--force/);
    expect(readFileSync(at("a"), "utf8")).toBe("longer than new");
    expect(written(at("a"), true)).toBe("");
    expect(readFileSync(at("a"), "utf8")).toBe("new");
  });

  test.each([false, true])("is no link to another one (forced: %j)", (force) => {
    writeFileSync(at("precious"), "precious");
    symlinkSync(at("precious"), at("link"));
    symlinkSync(at("nowhere"), at("dangling"));
    for (const name of ["link", "dangling"]) expect(written(at(name), force)).toMatch(force ? /is a link/ : /--force/);
    expect(readFileSync(at("precious"), "utf8")).toBe("precious");
    expect(existsSync(at("nowhere"))).toBe(false);
  });

  test("is waited for by nobody where a FIFO stands in its place, and no folder either", () => {
    execFileSync("mkfifo", [at("fifo")]);
    mkdirSync(at("folder"));
    expect(written(at("fifo"), true)).toMatch(/cannot be written/);
    expect(written(at("folder"), true)).toMatch(/cannot be written/);
    expect(written("/dev/null", true)).toBe("");
  });
});

describe.runIf(canTest(isRoot, "these tests do not run as root"))("a file that a person asked root for", () => {
  test("is his, made where he may make one", () => {
    mkdirSync(at("his"), { mode: 0o777 });
    execFileSync("chown", [`${PERSON.uid}:${PERSON.gid}`, at("his"), directory]);
    expect(written(at("his/a"), false, PERSON)).toBe("");
    expect(statSync(at("his/a"))).toMatchObject(PERSON);
    expect(written(at("his/a"), true, PERSON)).toBe("");
  });

  test("is not one that he could not have written himself, and root is root again afterwards", () => {
    execFileSync("chmod", ["755", directory]);
    writeFileSync(at("roots"), "root's", { mode: 0o644 });
    const groups = process.getgroups?.();
    expect(written(at("roots"), true, PERSON)).toMatch(/EACCES/);
    expect(written(at("new"), false, PERSON)).toMatch(/EACCES/);
    expect(readFileSync(at("roots"), "utf8")).toBe("root's");
    expect({ uid: process.geteuid?.(), gid: process.getegid?.(), groups: process.getgroups?.() }).toEqual({
      uid: 0,
      gid: 0,
      groups,
    });
  });
});
