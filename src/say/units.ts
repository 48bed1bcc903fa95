import { type Message, say, verbatim } from "./message.ts";

/** A share of a whole: of 0.2 `20 %`. */
export function inPercent(share: number): Message {
  return say`${{ percent: Math.round(share * 100) }} %`;
}

const UNITS = ["KiB", "MiB", "GiB", "TiB"];

/** Bytes as a person writes them: 65536 is 64 KiB; whole numbers where it is one, else one decimal. */
export function inBytes(bytes: number): Message {
  if (bytes === 1) return say`${{ count: bytes }} byte`;
  if (bytes < 1024) return say`${{ count: bytes }} bytes`;
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return verbatim(`${Number.isInteger(value) ? value : value.toFixed(1)} ${UNITS[unit]}`);
}
