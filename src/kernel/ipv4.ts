/** The 32 bits of a dotted address, or null when it is none. */
export function ipv4Bits(address: string): number | null {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((bits, part) => bits * 256 + Number(part), 0);
}

/** Bits of the mask in `172.17.0.0/16`; a bare address has all 32. Both `/16` and `/255.255.0.0` are read. */
export function prefixLength(prefix: string): number {
  const mask = prefix.split("/")[1];
  if (mask === undefined) return 32;
  const bits = ipv4Bits(mask);
  return bits === null ? Number(mask) : bits.toString(2).replace(/0+$/, "").length;
}

/** Whether the address lies in a prefix such as `172.17.0.0/16`; false when either is not IPv4. */
export function inPrefix(address: string, prefix: string): boolean {
  const bits = ipv4Bits(address);
  const base = ipv4Bits(prefix.split("/")[0] ?? "");
  if (bits === null || base === null) return false;
  const size = 2 ** (32 - prefixLength(prefix));
  return Math.floor(bits / size) === Math.floor(base / size);
}
