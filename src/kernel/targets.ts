/** Targets of iptables(8) that end a packet's way through a table. */
export const FINAL_TARGETS: ReadonlySet<string> = new Set([
  "ACCEPT",
  "DROP",
  "REJECT",
  "MASQUERADE",
  "SNAT",
  "DNAT",
  "REDIRECT",
  "QUEUE",
  "NFQUEUE",
]);
