import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { interpreterOf } from "../../src/kernel/parse-elf.ts";

const PATH = "/lib/ld-test.so.1";

/** A program with two segments, of which the second names the loader. */
function program(bits: 1 | 2, order: 1 | 2): Buffer {
  const bytes = Buffer.alloc(300);
  const wide = bits === 2;
  const half = (value: number, at: number) => (order === 1 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (order === 1 ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at));
  const word = (value: number, at: number) =>
    wide
      ? order === 1
        ? bytes.writeBigUInt64LE(BigInt(value), at)
        : bytes.writeBigUInt64BE(BigInt(value), at)
      : long(value, at);
  bytes.write("\u007fELF", "latin1");
  bytes[4] = bits;
  bytes[5] = order;
  const entrySize = wide ? 56 : 32;
  word(100, wide ? 32 : 28);
  half(entrySize, wide ? 54 : 42);
  half(2, wide ? 56 : 44);
  long(6, 100);
  const second = 100 + entrySize;
  long(3, second);
  word(250, second + (wide ? 8 : 4));
  word(PATH.length + 1, second + (wide ? 32 : 16));
  bytes.write(`${PATH}\0`, 250);
  return bytes;
}

describe("the loader that a program asks for", () => {
  test.each([
    ["64 bits, little end first", 2, 1],
    ["64 bits, big end first", 2, 2],
    ["32 bits, little end first", 1, 1],
    ["32 bits, big end first", 1, 2],
  ] as const)("is read from a program of %s", (_name, bits, order) => {
    expect(interpreterOf(program(bits, order))).toBe(PATH);
  });

  test("is that of this machine's bash", () => {
    expect(interpreterOf(readFileSync("/bin/bash"))).toMatch(/^\/lib\S*\/ld-\S+\.so\.\d$/);
  });

  test("is none where a script, a text, a part of a program or nothing stands", () => {
    const noSegments = program(2, 1);
    noSegments.writeUInt16LE(0, 56);
    const cut = program(2, 1).subarray(0, 120);
    const unknownBits = program(2, 1);
    unknownBits[4] = 9;
    for (const bytes of [
      Buffer.from("#!/bin/sh\n".repeat(20)),
      Buffer.alloc(0),
      Buffer.from("\u007fELF"),
      noSegments,
      cut,
      unknownBits,
    ]) {
      expect(interpreterOf(bytes)).toBeNull();
    }
  });
});
