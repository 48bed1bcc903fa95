import { printableLine } from "../lab/printable.ts";

/** An object of what ip(8) or nft(8) prints; any field may be missing, or something else than expected. */
export type IpObject = Readonly<Record<string, unknown>>;

/**
 * The list of objects that one line of `ip -json` holds, or null where it is none. ip prints control characters of
 * names as they are, and before iproute2 5.0 apostrophes as `\'`: neither is JSON.
 */
export function parseIpList(line: string): readonly IpObject[] | null {
  const parsed = orNull(line) ?? orNull(mended(line));
  // Some versions of ip print `{}` for what a filter left out.
  return Array.isArray(parsed) ? parsed.filter((entry) => isObject(entry) && Object.keys(entry).length > 0) : null;
}

function mended(line: string): string {
  return printableLine(line, Number.POSITIVE_INFINITY).replace(/\\(.)/gs, (escape, character: string) =>
    character === "'" ? "'" : escape,
  );
}

function orNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is IpObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectIn(object: IpObject, key: string): IpObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

export function objectsIn(object: IpObject, key: string): readonly IpObject[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textIn(object: IpObject, key: string): string | null {
  const value = object[key];
  return typeof value === "string" ? value : null;
}

export function textsIn(object: IpObject, key: string): readonly string[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export function numberIn(object: IpObject, key: string): number | null {
  const value = object[key];
  return typeof value === "number" ? value : null;
}
