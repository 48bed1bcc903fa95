import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { say } from "./words.mjs";

const MEGABYTE = 2 ** 20;
/** Bytes that lstat(2) counts by. */
const BLOCK = 512;
const ON_A_TERMINAL_MS = 1000;
const ELSEWHERE_MS = 15_000;

/**
 * Says while something is installed that it goes on: on a terminal in one line that changes, elsewhere now and then.
 * @param {string} folder that grows
 * @param {import("./voice.mjs").Voice} voice
 * @param {boolean} [onTerminal]
 * @returns {() => void} ends it
 */
export function watchProgress(folder, voice, onTerminal = process.stderr.isTTY) {
  const started = performance.now();
  let width = 0;
  const timer = setInterval(
    () => {
      const seconds = Math.round((performance.now() - started) / 1000);
      const text = voice.told(say`  ${{ seconds }} s, ${{ megabytes: folderSize(folder) }} MB`);
      width = text.replaceAll(/[^ -~]/g, "  ").length; // Chinese takes two columns a character
      voice.write(onTerminal ? `\r${text}` : `${text}\n`);
    },
    onTerminal ? ON_A_TERMINAL_MS : ELSEWHERE_MS,
  );
  return () => {
    clearInterval(timer);
    if (onTerminal && width > 0) voice.write(`\r${" ".repeat(width)}\r`);
  };
}

/**
 * Megabytes on the disk.
 * @param {string} folder
 */
export function folderSize(folder) {
  return Math.round(bytesBelow(folder) / MEGABYTE);
}

/**
 * As du(1) counts: the blocks on the disk, and a file of several names once.
 * @param {string} folder
 * @param {Set<number>} [counted] files by their numbers
 * @returns {number}
 */
export function bytesBelow(folder, counted = new Set()) {
  let sum = 0;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined || counted.has(stat.ino)) continue; // npm has just moved it
    counted.add(stat.ino);
    sum += stat.blocks * BLOCK;
    if (entry.isDirectory()) sum += bytesBelow(path, counted);
  }
  return sum;
}

/** @param {string} folder */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // not there yet, or not any more
  }
}
