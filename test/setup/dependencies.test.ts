import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../../src/setup/build.mjs";
import { installFailure, lackingOf, MEGABYTES, npmArguments, npmCommand } from "../../src/setup/dependencies.mjs";
import { bytesBelow } from "../../src/setup/install-progress.mjs";
import { wantedPackages } from "../../src/setup/installed.mjs";
import { inLanguage } from "../../src/setup/words.mjs";
import { conduct } from "../../src/setup/system-tools.mjs";

describe("installing what nslab is built with", () => {
  test.each([
    [
      { npm_execpath: "/usr/lib/node_modules/npm/bin/npm-cli.js" },
      [process.execPath, "/usr/lib/node_modules/npm/bin/npm-cli.js"],
    ],
    [{ npm_execpath: "/opt/yarn/yarn.js" }, ["npm"]],
    [{}, ["npm"]],
  ])("is done by npm, also when %j runs the script", (environment, expected) => {
    expect(npmCommand(environment)).toEqual(expected);
  });

  test.each([
    ["npm error code ECONNREFUSED", /no network.*when you are connected/],
    ["npm error code ENOTFOUND\nnpm error network request failed", /no network/],
    ["npm error code EACCES\nnpm error syscall mkdir", /Make this folder yours/],
    ["npm error code ENOSPC", /disk is full/],
    ["npm error code E404", /What npm said is above/],
  ])("that failed with %j ends with what to do", (output, expected) => {
    expect(inLanguage(installFailure(output, 28), "en")).toMatch(expected);
  });

  test("leaves out what playing does not take, and never what it is built with", () => {
    expect(npmArguments("course")).toContain("--workspaces=false");
    expect(npmArguments("everything")).not.toContain("--workspaces=false");
    for (const extent of ["course", "everything"] as const) expect(npmArguments(extent)).toContain("--include=dev");
  });

  test("says how much that is, within a tenth", () => {
    const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as { packages: object };
    const course = wantedPackages({ ...lock.packages }, "course", process);
    // what is nested in another package is a part of that
    const places = [...course].filter((place) => place.lastIndexOf("node_modules/") === 0);
    const counted = new Set<number>();
    const megabytes = places.reduce((sum, place) => sum + bytesBelow(join(ROOT, place), counted), 0) / 2 ** 20;
    expect(Math.abs(megabytes - MEGABYTES.course)).toBeLessThan(MEGABYTES.course / 10);
  });
});

describe("what has to be installed", () => {
  const played = { version: "1.0.0", integrity: "sha512-a" };
  const tried = { version: "2.0.0", integrity: "sha512-b" };
  const LOCK = {
    "": { devDependencies: { played: "1.0.0" }, workspaces: ["test/tools"] },
    "node_modules/played": played,
    "node_modules/tried": tried,
    "test/tools": { devDependencies: { tried: "2.0.0" } },
  };
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "nslab-packages-"));
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: LOCK }));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  const installed = (packages: object) => {
    for (const place of Object.keys(packages)) mkdirSync(join(root, place), { recursive: true });
    writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
  };

  test("is only what playing takes, for who wants to play; all of it, for who wants to test", () => {
    expect(lackingOf(root, "course")).toBe("course");
    expect(lackingOf(root, "everything")).toBe("everything");
  });

  test("is nothing where npm has installed the same by itself", () => {
    installed({ "node_modules/played": played, "node_modules/tried": tried });
    expect(lackingOf(root, "course")).toBeNull();
    expect(lackingOf(root, "everything")).toBeNull();
  });

  test("is the rest, for who has played and wants to test", () => {
    installed({ "node_modules/played": played });
    expect(lackingOf(root, "course")).toBeNull();
    expect(lackingOf(root, "everything")).toBe("everything");
  });

  test("stays all for who has tested before: playing after a change does not take the tests' packages away", () => {
    installed({ "node_modules/played": { ...played, version: "0.9.0" }, "node_modules/tried": tried });
    expect(lackingOf(root, "course")).toBe("everything");
  });

  test.each([
    ["was removed by hand", () => rmSync(join(root, "node_modules/played"), { recursive: true })],
    ["is of a list that was cut off", () => writeFileSync(join(root, "node_modules/.package-lock.json"), '{ "pack')],
  ])("is what %s", (_, harm) => {
    installed({ "node_modules/played": played });
    harm();
    expect(lackingOf(root, "course")).toBe("course");
  });
});

describe("missing system tools", () => {
  test.each([
    [{ isRoot: true, isTerminal: true, hasSudo: false }, "ask"],
    [{ isRoot: true, isTerminal: false, hasSudo: true }, "install"],
    [{ isRoot: false, isTerminal: true, hasSudo: true }, "ask"],
    [{ isRoot: false, isTerminal: true, hasSudo: false }, "tell"],
    [{ isRoot: false, isTerminal: false, hasSudo: true }, "tell"],
  ])("%j: %s", (circumstances, expected) => {
    expect(conduct(circumstances)).toBe(expected);
  });
});
