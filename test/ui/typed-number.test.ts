import { expect, it } from "vitest";
import { typedNumber } from "../../src/ui/typed-number.ts";

it.each([
  ["42", 42],
  ["  42 ", 42],
  ["mnt:[4026533578]", 4_026_533_578],
  ["[4026533578]", 4_026_533_578],
  ["uts：［4026533579］", 4_026_533_579],
  ["４０２６５３３５７８", 4_026_533_578],
  ["5: exam1@if4:", 5],
  ["PID 45", 45],
  ["45.", 45],
  ["", null],
  ["veth1", null],
  ["-5", null],
  ["3.5", null],
  ["1 2", null],
  ["１ ２", null],
  ["twelve", null],
])("%j is %j", (given, number) => {
  expect(typedNumber(given)).toBe(number);
});
