import { describe, expect, test } from "vitest";
import { type Check, checkId } from "../../checks/check.ts";
import { idsOfChecks } from "../../src/course/check-ids.ts";

const check = (id: string | null, name = "it is there"): Check => ({
  ...(id === null ? {} : { id }),
  name,
  kind: "state",
  within: 0,
  judge: async () => ({ type: "pass", expected: name, observed: name, look: name }),
});

const idsOf = (...checks: readonly Check[]) => checks.map(idsOfChecks("bridge", { id: "add", checks }));

describe("a check's id in its course", () => {
  test("names lesson, step and check", () => {
    expect(idsOf(check(checkId("address", "172.17.0.1/16", "docker0")))).toEqual(["bridge/add/address:172.17.0.1/16:docker0"]);
  });

  test("is made from its name where it has none", () => {
    expect(idsOf(check(null, "docker0 is  up"))).toEqual(["bridge/add/docker0-is-up"]);
  });

  test("is another one for the second of that kind", () => {
    expect(idsOf(check("up"), check("up"), check("up"))).toEqual(["bridge/add/up", "bridge/add/up:2", "bridge/add/up:3"]);
  });
});
