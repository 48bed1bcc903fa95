import { describe, expect, test } from "vitest";
import { dependencyStamp, installFailure, npmCommand } from "../../src/setup/dependencies.mjs";
import { conduct } from "../../src/setup/system-tools.mjs";

describe("installing what nslab is built with", () => {
  test("is due again when the lockfile changed, and not otherwise", () => {
    expect(dependencyStamp(Buffer.from("a"))).toBe(dependencyStamp(Buffer.from("a")));
    expect(dependencyStamp(Buffer.from("a"))).not.toBe(dependencyStamp(Buffer.from("b")));
  });

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
    expect(installFailure(output)).toMatch(expected);
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
