/** Digits that stand alone: not those of `veth1`, `-5` or `3.5`. */
const ALONE = /(?<![\p{L}\p{N}_.-])\d+(?![\p{L}\p{N}_]|\.\d)/gu;

/**
 * The number that somebody typed, alone or as the screen prints it: `mnt:[4026533578]`, `5: exam1@if4`. Full-width digits
 * count as well. Null where there is none, or more than one.
 */
export function typedNumber(given: string): number | null {
  const [number, other] = given.normalize("NFKC").match(ALONE) ?? [];
  return number === undefined || other !== undefined ? null : Number(number);
}
