import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SETUP = join(import.meta.dirname, "../../src/setup");
const NAMED = /\bnslab (?:start|lesson|list|verify|shell|map|script|doctor|notes|language|clean|reset|completion)\b/;

test("npm alone runs the set-up, so its words name nslab's commands as npm start takes them", () => {
  const lines = readdirSync(SETUP)
    .filter((name) => name.endsWith(".mjs"))
    .flatMap((name) => readFileSync(join(SETUP, name), "utf8").split("\n"));
  const said = lines.filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line));
  expect(said.filter((line) => NAMED.test(line))).toEqual([]);
});
