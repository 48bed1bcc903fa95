import { describe, expect, test } from "vitest";
import { parseNetworkFacts } from "../../src/kernel/parse-network-facts.ts";
import { fixture } from "./fixture.ts";

const HOST = { inode: 2, names: [], file: "/proc/1/ns/net" };
const NS1 = { inode: 12, names: ["ns1"], file: "/proc/1/root/run/netns/ns1" };

/** What the script prints for one namespace. */
const answers = (ip: string, saved: string, forwarding = "0") =>
  `${ip}\nM ip 0\n${saved}\nM iptables-save 0\n${forwarding}\nM forwarding 0\nM namespace 0\n`;
const QUIET = "\nM namespace 0\n";

test("each namespace gets its own answers", () => {
  const stdout = answers(fixture("ip-host.txt"), fixture("iptables-save-nft.txt"), "1") + answers(fixture("ip-ns1.txt"), "");
  const networks = parseNetworkFacts({ stdout, stderr: QUIET + QUIET }, "M", [HOST, NS1]);
  expect(networks.get(2)).toMatchObject({ names: [], linksReadable: true, rulesReadable: true, forwarding: true, complaint: "" });
  expect(networks.get(2)?.links.map(({ name }) => name)).toContain("docker0");
  expect(networks.get(2)?.rules).toHaveLength(3);
  expect(networks.get(12)).toMatchObject({
    names: ["ns1"],
    linksReadable: true,
    rulesReadable: true,
    rules: [],
    forwarding: false,
  });
  expect(networks.get(12)?.links.map(({ name }) => name)).toEqual(["lo", "eth0"]);
});

describe("what could not be read", () => {
  test("no iptables-save is not the same as no rules", () => {
    const stdout = `${fixture("ip-ns1.txt")}\nM ip 0\n\nM iptables-save 127\n0\nM forwarding 0\nM namespace 0\n`;
    const stderr = `bash: line 4: iptables-save: command not found${QUIET}`;
    expect(parseNetworkFacts({ stdout, stderr }, "M", [NS1]).get(12)).toMatchObject({
      linksReadable: true,
      rulesReadable: false,
      rules: [],
      complaint: "bash: line 4: iptables-save: command not found",
    });
  });

  test("no ip is not the same as no links", () => {
    const stdout = "\nM ip 127\n\nM iptables-save 0\n0\nM forwarding 0\nM namespace 0\n";
    expect(parseNetworkFacts({ stdout, stderr: QUIET }, "M", [NS1]).get(12)).toMatchObject({
      linksReadable: false,
      rulesReadable: true,
      links: [],
    });
  });

  test("a namespace that cannot be entered does not shift the answers of the next", () => {
    const stdout = `M namespace 1\n${answers(fixture("ip-ns1.txt"), "")}`;
    const stderr = `nsenter: cannot open /proc/1/ns/net: No such file or directory\n${QUIET}${QUIET}`;
    const networks = parseNetworkFacts({ stdout, stderr }, "M", [HOST, NS1]);
    expect(networks.get(2)).toMatchObject({ linksReadable: false, rulesReadable: false });
    expect(networks.get(2)?.complaint).toMatch(/^nsenter: cannot open/);
    expect(networks.get(12)).toMatchObject({ linksReadable: true, rulesReadable: true, complaint: "" });
  });

  test("a script that could not run leaves all unread, with the reason", () => {
    const networks = parseNetworkFacts({ stdout: "", stderr: "spawn nsenter ENOENT" }, "M", [HOST, NS1]);
    expect([...networks.values()].map(({ linksReadable, complaint }) => [linksReadable, complaint])).toEqual([
      [false, "spawn nsenter ENOENT"],
      [false, "spawn nsenter ENOENT"],
    ]);
  });

  test("an answer that was cut off is none", () => {
    expect(parseNetworkFacts({ stdout: fixture("ip-ns1.txt"), stderr: "" }, "M", [NS1]).get(12)?.linksReadable).toBe(false);
  });
});
