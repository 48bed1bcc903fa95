import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/kernel/ask-namespaces.ts";
import { MOST_FACTS, MOST_FACTS_IN_ALL, MOST_NETWORKS_READ } from "../../src/kernel/bounds.ts";
import type { HeldNetwork } from "../../src/kernel/held-networks.ts";
import { NetworkFinder } from "../../src/kernel/network-inquiries.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { HOST, INIT } from "./build-snapshot.ts";
import { fixture } from "./fixture.ts";

const held = (inode: number, ...names: readonly string[]): HeldNetwork => ({
  inode,
  names,
  holder: { process: { machinePid: 1001, startTime: 1 }, file: null, inode },
});

const section = (name: string, text: string, code = 0) => ({ name, code, text });

/** What the script prints for one namespace. */
function answer(ip: string, saved: string, facts: Partial<Answer> & { readonly forwarding?: string } = {}): Answer {
  const { forwarding = "0", ...more } = facts;
  const sections = [section("ip", ip), section("iptables-save", saved), section("forwarding", forwarding)];
  return { sections, complaint: "", why: null, ...more };
}

function found(networks: readonly HeldNetwork[], ...answers: readonly Answer[]): readonly Network[] {
  const finder = new NetworkFinder(false);
  finder.inquiries(networks, INIT).forEach(({ take }, at) => {
    const own = answers[at];
    if (own !== undefined) take(own);
  });
  return [...finder.networks.values()];
}

const links = (count: number) =>
  JSON.stringify(Array.from({ length: count }, (_, at) => ({ ifindex: at + 1, ifname: `d${at}`, link_type: "ether" })));
const routes = (count: number) =>
  JSON.stringify(Array.from({ length: count }, (_, at) => ({ dst: `10.0.${at >> 8}.${at & 255}` })));

test("each namespace gets its own answers", () => {
  const [host, ns1] = found(
    [held(HOST.net), held(12, "ns1")],
    answer(fixture("ip-host.txt"), fixture("iptables-save-nft.txt"), { forwarding: "1" }),
    answer(fixture("ip-ns1.txt"), ""),
  );
  expect(host).toMatchObject({
    names: [],
    linksReadable: true,
    rulesReadable: true,
    forwarding: true,
    complaint: "",
    tooMuch: false,
  });
  expect(host?.links.map(({ name }) => name)).toContain("docker0");
  expect(host?.rules).toHaveLength(3);
  expect(ns1).toMatchObject({ names: ["ns1"], linksReadable: true, rulesReadable: true, rules: [], forwarding: false });
  expect(ns1?.links.map(({ name }) => name)).toEqual(["lo", "eth0"]);
});

test("tables of nft are told beside iptables' rules, and no nft, or one that prints something else, is as none", () => {
  const saved = fixture("iptables-save-beside-nft.txt");
  const withNft = (text: string, code = 0) => {
    const read = answer(fixture("ip-ns1.txt"), saved);
    return found([held(12)], { ...read, sections: [...read.sections, section("nft", text, code)] })[0];
  };
  const network = withNft(fixture("nft-beside-iptables.json"));
  expect(network?.nftTables.map(({ family, name }) => `${family} ${name}`)).toEqual(["ip docker", "inet fw"]);
  expect(network?.rules).toHaveLength(2);
  expect(network).not.toHaveProperty("isOfNftables");
  expect(withNft("")).toMatchObject({ rulesReadable: true, nftTables: [] });
  expect(withNft("", 1)).toMatchObject({ rulesReadable: true, nftTables: [] });
  expect(found([held(12)], answer(fixture("ip-ns1.txt"), saved))[0]).toMatchObject({ rulesReadable: true, nftTables: [] });
});

test("the asker's own namespace needs no program to join it, every other one does", () => {
  const openers = new NetworkFinder(false).inquiries([held(HOST.net), held(12)], INIT).map((each) => each.openers.length);
  expect(openers).toEqual([0, 1]);
});

describe("what could not be read", () => {
  test("no iptables-save is not the same as no rules", () => {
    const sections = [section("ip", fixture("ip-ns1.txt")), section("iptables-save", "", 127), section("forwarding", "0")];
    const complaint = "bash: line 4: iptables-save: command not found";
    expect(found([held(12)], { sections, complaint, why: null })[0]).toMatchObject({
      linksReadable: true,
      rulesReadable: false,
      rules: [],
      complaint,
      tooMuch: false,
    });
  });

  test("no ip is not the same as no links", () => {
    const sections = [section("ip", "", 127), section("iptables-save", ""), section("forwarding", "1")];
    expect(found([held(12)], { sections, complaint: "", why: null })[0]).toMatchObject({
      linksReadable: false,
      rulesReadable: true,
      links: [],
      forwarding: false,
    });
  });

  test("an answer that was cut off keeps what was whole, and says why there is no more", () => {
    const why = "it takes too long";
    const [network] = found([held(12)], { sections: [section("ip", fixture("ip-ns1.txt"))], complaint: "", why });
    expect(network).toMatchObject({ linksReadable: true, rulesReadable: false, complaint: why, tooMuch: true });
  });

  test("what nobody answered is unreadable, and in its place among the others", () => {
    const many = Array.from({ length: MOST_NETWORKS_READ + 2 }, (_, at) => held(100 + at));
    const networks = found(many, answer(fixture("ip-ns1.txt"), ""));
    expect(networks.map(({ inode }) => inode)).toEqual(many.map(({ inode }) => inode));
    expect(networks.map(({ linksReadable }) => linksReadable).indexOf(false)).toBe(1);
    expect(networks.at(-1)).toMatchObject({
      complaint: `only ${MOST_NETWORKS_READ} network namespaces are looked into`,
      tooMuch: true,
    });
  });

  test("what ip prints and nobody understands spoils that namespace alone", () => {
    const [one, other] = found([held(12), held(13)], answer('[{"ifname":\n[]\n[]\n', ""), answer(fixture("ip-ns1.txt"), ""));
    expect(one).toMatchObject({ linksReadable: false, rulesReadable: true, complaint: "what ip prints cannot be understood" });
    expect(other).toMatchObject({ linksReadable: true });
  });
});

describe("more than a look takes in", () => {
  test.each([
    ["links", `${links(MOST_FACTS + 1)}\n[]\n[]\n`],
    ["routes", `[]\n${routes(MOST_FACTS + 1)}\n[]\n`],
    ["neighbours", `[]\n[]\n${routes(MOST_FACTS + 1)}\n`],
    [
      "addresses",
      `${JSON.stringify([{ ifname: "lo", addr_info: Array.from({ length: MOST_FACTS + 1 }, () => ({ family: "inet", local: "10.0.0.1" })) }])}\n[]\n[]\n`,
    ],
  ])("of %s is none, and said to be too much", (what, ip) => {
    expect(found([held(12)], answer(ip, ""))[0]).toMatchObject({
      linksReadable: false,
      links: [],
      routes: [],
      neighbours: [],
      complaint: `it has more than ${MOST_FACTS} ${what}`,
      tooMuch: true,
    });
  });

  test("as many as it takes in are all there", () => {
    expect(found([held(12)], answer(`${links(MOST_FACTS)}\n${routes(MOST_FACTS)}\n[]\n`, ""))[0]).toMatchObject({
      linksReadable: true,
      complaint: "",
    });
  });

  test("of rules leaves the links", () => {
    const saved = `*filter\n${"[0:0] -A FORWARD -j ACCEPT\n".repeat(MOST_FACTS + 1)}COMMIT\n`;
    expect(found([held(12)], answer(fixture("ip-ns1.txt"), saved))[0]).toMatchObject({
      linksReadable: true,
      rulesReadable: false,
      rules: [],
      complaint: `it has more than ${MOST_FACTS} rules`,
    });
  });

  test("of rules of nft as of any", () => {
    const chain = { family: "ip", table: "t", name: "c" };
    const rules = Array.from({ length: MOST_FACTS + 1 }, (_, handle) => ({
      rule: { family: "ip", table: "t", chain: "c", handle, expr: [{ drop: null }] },
    }));
    const nft = JSON.stringify({ nftables: [{ table: { family: "ip", name: "t" } }, { chain }, ...rules] });
    const read = answer(fixture("ip-ns1.txt"), "");
    expect(found([held(12)], { ...read, sections: [...read.sections, section("nft", nft)] })[0]).toMatchObject({
      rulesReadable: false,
      nftTables: [],
      complaint: `it has more than ${MOST_FACTS} rules`,
    });
  });

  test.each([2, 134])("of rules of nft for which it has no memory left does not pass for none (exit code %i)", (code) => {
    const read = answer(fixture("ip-ns1.txt"), "");
    expect(found([held(12)], { ...read, sections: [...read.sections, section("nft", "", code)] })[0]).toMatchObject({
      rulesReadable: false,
      complaint: `it has more than ${MOST_FACTS} rules`,
      tooMuch: true,
    });
  });

  test("of all namespaces together leaves those that were read before", () => {
    const each = MOST_FACTS;
    const full = answer(`[]\n${routes(each)}\n[]\n`, "");
    const count = MOST_FACTS_IN_ALL / each + 1;
    const networks = found(
      Array.from({ length: count }, (_, at) => held(100 + at)),
      ...Array.from({ length: count }, () => full),
    );
    expect(networks.map(({ linksReadable }) => linksReadable).indexOf(false)).toBe(count - 1);
    expect(networks.at(-1)?.complaint).toContain(`more than ${MOST_FACTS_IN_ALL}`);
  });

  test("is named by the list that was being printed", () => {
    const [inquiry] = new NetworkFinder(false).inquiries([held(12)], INIT);
    expect(inquiry?.tooLong([], "[{")).toContain("links");
    expect(inquiry?.tooLong([], "[]\n[{")).toContain("routes");
    expect(inquiry?.tooLong([], "[]\n[]\n[{")).toContain("neighbours");
    expect(inquiry?.tooLong([section("ip", "")], "*filter\n")).toContain("rules");
  });
});

test("a fresh namespace may forward from its beginning, as the machine does; the host's own is made not to", () => {
  const finder = new NetworkFinder(true);
  finder.inquiries([held(HOST.net), held(12)], INIT);
  expect([...finder.networks.values()].map(({ forwardingAtFirst }) => forwardingAtFirst)).toEqual([false, true]);
});
