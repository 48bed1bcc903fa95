import { describe, expect, test } from "vitest";
import { columns, shorten, withKeys } from "../../src/ui/columns.ts";

describe("columns", () => {
  test("stand below each other, wide characters counted as wide", () => {
    expect(columns([{ cells: ["a", "宿主机"] }, { cells: ["1", "10"], align: "right" }])).toEqual(["a        1", "宿主机  10"]);
  });

  test("are left out where nothing is in them", () => {
    expect(columns([{ cells: ["", ""] }, { cells: ["a", "b"] }])).toEqual(["a", "b"]);
    expect(columns([])).toEqual([]);
  });
});

test.each([
  ["fits", 4, "fits"],
  ["does not", 6, "does…"],
  ["宿主机", 5, "宿主…"],
  ["宿主机", 6, "宿主机"],
])("%s at a width of %d is %s", (text, width, expected) => {
  expect(shorten(text, width, "…")).toBe(expected);
});

test.each([
  [30, "It is drawn anew.  q quit"],
  [25, "It is drawn anew.  q quit"],
  [24, "It is drawn ane…  q quit"],
  [10, "I…  q quit"],
  [8, "q quit"],
  [3, "q q"],
])("at a width of %d words are cut, and the keys behind them are not", (width, expected) => {
  expect(withKeys("It is drawn anew.", "q quit", width, "…")).toBe(expected);
});
