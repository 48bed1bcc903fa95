import { describe, expect, test } from "vitest";
import { differenceOf, sequenceDifference } from "../../src/kernel/compare.ts";

const split = (text: string) => text.split("").filter((letter) => letter !== " ");
const self = (letter: string) => letter;

describe("differenceOf", () => {
  test.each([
    ["abc", "abc", "", ""],
    ["abc", "cab", "", ""],
    ["aab", "ab", "a", ""],
    ["ab", "abb", "", "b"],
    ["ab", "cd", "ab", "cd"],
    ["", "a", "", "a"],
  ])("from %j to %j removes %j and adds %j", (before, after, removed, added) => {
    expect(differenceOf(split(before), split(after), self)).toEqual({ removed: split(removed), added: split(added) });
  });
});

describe("sequenceDifference", () => {
  test.each([
    ["abc", "abc", "", ""],
    ["abc", "abxc", "", "x"],
    ["abc", "ac", "b", ""],
    ["abc", "bca", "a", "a"],
    ["ab", "cd", "ab", "cd"],
    ["", "ab", "", "ab"],
    ["aba", "aa", "b", ""],
  ])("from %j to %j removes %j and adds %j", (before, after, removed, added) => {
    expect(sequenceDifference(split(before), split(after), self)).toEqual({ removed: split(removed), added: split(added) });
  });
});
