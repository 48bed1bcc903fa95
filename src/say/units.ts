import { type Message, say, verbatim } from "./message.ts";

/** Whole where it is a whole number, else with one decimal. */
function inTenths(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** A share of a whole: of 0.2 `20 %`, of 0.125 `12.5 %`. */
export function inPercent(share: number): Message {
  return say`${{ percent: inTenths(share * 100) }} %`;
}

const UNITS = ["KiB", "MiB", "GiB", "TiB"];

/** Bytes in the units that files of cgroups understand as K, M and G: 65536 is `64 KiB`. */
export function inBytes(bytes: number): Message {
  if (bytes === 1) return say`${{ count: bytes }} byte`;
  if (bytes < 1024) return say`${{ count: bytes }} bytes`;
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return verbatim(`${inTenths(value)} ${UNITS[unit]}`);
}

/** A time, from milliseconds: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function inDuration(milliseconds: number): Message {
  if (milliseconds < 9950) return say`${{ seconds: (milliseconds / 1000).toFixed(1) }} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return inSeconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? wholeMinutes(minutes) : say`${{ minutes }} min ${{ seconds: seconds % 60 }} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? say`${{ hours }} h` : say`${{ hours }} h ${{ minutes: minutes % 60 }} min`;
}

/** A time that was set in whole seconds: `20 s`. */
export function inSeconds(seconds: number): Message {
  return say`${{ seconds }} s`;
}

/** A time for a table, from milliseconds, in minutes rounded up: `1 min`, `65 min`. */
export function inMinutes(milliseconds: number): Message {
  return wholeMinutes(Math.ceil(milliseconds / 60_000));
}

function wholeMinutes(minutes: number): Message {
  return say`${{ minutes }} min`;
}

/** A moment where the person is: `2026-11-24, 09:05`. */
export function inLocalTime(date: Date): Message {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return say`${{ day }}, ${{ time: `${two(date.getHours())}:${two(date.getMinutes())}` }}`;
}
