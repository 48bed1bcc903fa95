import { describe, expect, test } from "vitest";
import { ATTACKS } from "./attacks/all.ts";
import { parseRequest } from "./request.ts";

const parse = (...argv: readonly string[]) => parseRequest(argv, ATTACKS);

describe("what is asked of npm run test:wall", () => {
  test("is everything, of everybody, here, by default", () => {
    expect(parse()).toEqual({
      type: "run",
      attacks: ATTACKS,
      users: ["root", "user"],
      quit: null,
      packageRoot: null,
      report: null,
      place: "here",
    });
  });

  test("is a kind, or a part of names", () => {
    expect(parse("load")).toMatchObject({
      attacks: ATTACKS.filter(({ kind, name }) => kind === "load" || name.includes("load")),
    });
    expect(parse("30,000 routes")).toMatchObject({ attacks: [{ name: "30,000 routes" }] });
  });

  test("is one user, one way to end, another nslab, a report, machines", () => {
    expect(parse("--user", "user", "--quit", "SIGHUP", "--package", "/x", "--report", "r", "--vm")).toMatchObject({
      users: ["user"],
      quit: "SIGHUP",
      packageRoot: "/x",
      report: "r",
      place: "vm",
    });
    expect(parse("--list")).toEqual({ type: "list" });
  });

  test.each([
    [["no such attack"], /no attack called no such attack/],
    [["--user", "nobody"], /no user called nobody/],
    [["--quit", "x"], /Nothing is ended by x/],
    [["--what"], /--what/],
  ])("is refused with what is wrong with it: %j", (argv, message) => {
    expect(parse(...argv)).toMatchObject({ type: "wrong", message: expect.stringMatching(message) as unknown });
  });
});
