import type { Packet } from "../../src/kernel/packet-fate.ts";

/** The first packet of a container to a server on the internet. */
export const OUT: Packet = {
  in: "docker0",
  out: "enp0s3",
  source: "172.17.0.2",
  destination: "203.0.113.80",
  protocol: "tcp",
  sourcePort: 40000,
  destinationPort: 80,
  state: "NEW",
};
