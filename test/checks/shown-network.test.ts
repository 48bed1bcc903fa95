import { describe, expect, test } from "vitest";
import { linkLists, shownLinks } from "../../checks/shown-network.ts";

describe("links in what was printed", () => {
  test("as ip lists them", () => {
    const output = [
      "1: lo: <LOOPBACK> mtu 65536 qdisc noop state DOWN group default qlen 1000",
      "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00",
      "17: veth1@if18: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP qlen 1000",
      "    inet 172.17.0.2/16 brd 172.17.255.255 scope global veth1",
    ].join("\n");
    expect(shownLinks(output)).toEqual([
      { name: "lo", up: false },
      { name: "veth1", up: true },
    ]);
  });

  test("as ifconfig lists them", () => {
    const output =
      "lo: flags=8<LOOPBACK>  mtu 65536\n        loop  txqueuelen 1000  (Local Loopback)\n\nenp0s3: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n";
    expect(shownLinks(output)).toEqual([
      { name: "lo", up: false },
      { name: "enp0s3", up: true },
    ]);
  });

  test.each(["", 'Cannot open network namespace "ns1": No such file or directory', "ns1 (id: 1)"])("none in %j", (output) => {
    expect(shownLinks(output)).toEqual([]);
  });

  test("in as many lists as were printed", () => {
    const [lo, deadLo, enp0s3] = [
      { name: "lo", up: true },
      { name: "lo", up: false },
      { name: "enp0s3", up: true },
    ];
    expect(linkLists([lo, enp0s3, deadLo])).toEqual([[lo, enp0s3], [deadLo]]);
    expect(linkLists([deadLo, lo, enp0s3])).toEqual([[deadLo], [lo, enp0s3]]);
    expect(linkLists([])).toEqual([]);
  });
});
