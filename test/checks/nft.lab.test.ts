import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { letsOut } from "../../checks/firewall.ts";
import { masquerades, masqueradesOnly, publishes, rewritesNoSource, rewritesSourceTo } from "../../checks/nat.ts";
import { noRules } from "../../checks/nothing-left.ts";
import { policy } from "../../checks/rules.ts";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import { hostNetwork } from "../../src/kernel/queries.ts";
import { programExists } from "../../src/lab/programs.ts";
import { CheckRig } from "../support/check-rig.ts";
import { canTest } from "../support/must-work.ts";

const hasNft = canTest(programExists("nft"), "there is no nft");
let rig: CheckRig;

const SERVER = "172.17.0.2:3000";

/** Types commands of nft in the host's terminal, after throwing away all there are. */
const nft = (...lines: readonly string[]) =>
  rig.type("host", "iptables -t nat -F; iptables -F; nft flush ruleset", ...lines.map((line) => `nft '${line}'`));

const POSTROUTING = ["add table ip docker", "add chain ip docker out { type nat hook postrouting priority srcnat; }"];
const PREROUTING = ["add table inet way", "add chain inet way in { type nat hook prerouting priority dstnat; }"];
const FORWARD = ["add table inet wall", "add chain inet wall through { type filter hook forward priority filter; policy drop; }"];
const FROM = "ip saddr 172.17.0.0/16";

const pass = { type: "pass" };

describe.skipIf(!hasNft)("rules made with nft", () => {
  beforeAll(async () => {
    rig = await CheckRig.start();
  });
  afterAll(() => rig.down());
  beforeEach(() => nft());

  test.each<[string, string]>([
    ["masquerade", `${FROM} oifname != docker0 masquerade`],
    ["with a counter and a comment", `${FROM} oifname != "docker0" counter masquerade comment "way out"`],
    ["by what it is sent to", `${FROM} ip daddr != 172.17.0.0/16 masquerade`],
    ["by where it came in", `iifname docker0 oifname != docker0 masquerade`],
    ["snat", `${FROM} oifname != docker0 snat to 192.168.102.253`],
  ])("rewrite what leaves the containers' network: %s", async (_, rule) => {
    await nft(...POSTROUTING, `add rule ip docker out ${rule}`);
    expect(await rig.look(masquerades())).toMatchObject(pass);
    expect(await rig.look(rewritesNoSource())).toMatchObject({
      type: "fail",
      next: expect.stringContaining("nft delete rule ip docker out handle"),
    });
    await rig.type("host", "nft delete table ip docker");
    expect(await rig.look(masquerades())).toMatchObject({ type: "fail" });
    expect(await rig.look(rewritesNoSource())).toMatchObject(pass);
  });

  test("rewrite in a table of any name, iptables' own included", async () => {
    await nft("add table ip nat", "add chain ip nat postrouting { type nat hook postrouting priority 100; }");
    await rig.type("host", `nft add rule ip nat postrouting ${FROM} oifname enp0s3 masquerade`);
    expect(await rig.look(masqueradesOnly("enp0s3"))).toMatchObject(pass);
    expect(await rig.look(masquerades())).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("such as tun0: no rule"),
    });
  });

  test("are told by what they do, where they do something else", async () => {
    await nft(...POSTROUTING, `add rule ip docker out masquerade`);
    expect(await rig.look(masquerades())).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("MASQUERADE, by the rule ip docker out: masquerade"),
      next: expect.stringMatching(/nft delete rule ip docker out handle \d+/),
    });
  });

  test("decide by their order with those of iptables", async () => {
    await nft(...POSTROUTING, `add rule ip docker out ${FROM} oifname enp0s3 snat to 192.168.102.253`);
    expect(await rig.look(rewritesSourceTo("192.168.102.253"))).toMatchObject(pass);
    await rig.type("host", "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o tun0 -j MASQUERADE");
    expect(await rig.look(masquerades())).toMatchObject(pass);
  });

  test("send ports on", async () => {
    await nft(...PREROUTING, `add rule inet way in iifname enp0s3 tcp dport 8080 dnat ip to ${SERVER}`);
    expect(await rig.look(publishes(8080, SERVER))).toMatchObject(pass);
    await nft(...PREROUTING, `add rule inet way in tcp dport 8081 dnat ip to ${SERVER}`);
    expect(await rig.look(publishes(8080, SERVER))).toMatchObject({ type: "fail" });
  });

  test("make a firewall, whatever iptables accepts", async () => {
    expect(await rig.look(policy("host", "FORWARD", "DROP"))).toMatchObject({ type: "fail" });
    await nft(...FORWARD);
    await rig.type("host", "iptables -A FORWARD -j ACCEPT");
    expect(await rig.look(policy("host", "FORWARD", "DROP"))).toMatchObject(pass);
    expect(await rig.look(letsOut())).toMatchObject({ type: "fail", observed: expect.stringContaining("nft's table inet wall") });
    await rig.type("host", "nft add rule inet wall through iifname docker0 oifname != docker0 accept");
    expect(await rig.look(letsOut())).toMatchObject(pass);
  });

  test("that are not judged are said to be there", async () => {
    await nft(...POSTROUTING, `add rule ip docker out ${FROM} meta mark 1 masquerade`);
    expect(await rig.look(masquerades())).toMatchObject({
      type: "error",
      observed: expect.stringContaining("is not judged: ip docker out: ip saddr 172.17.0.0/16 meta mark 1 masquerade"),
      next: expect.stringContaining("nft delete rule ip docker out handle"),
    });
  });

  test("in a chain of iptables' own are told as they are, also where iptables shows something else", async () => {
    await rig.type("host", "iptables -P FORWARD DROP", "iptables -A FORWARD -i docker0 -j ACCEPT");
    expect(await rig.look(letsOut())).toMatchObject(pass);
    await rig.type("host", "nft 'insert rule ip filter FORWARD ip daddr { 1.2.3.4, 1.2.3.5 } drop'");
    expect(await rig.look(letsOut())).toMatchObject(pass);
    await rig.type("host", "nft 'insert rule ip filter FORWARD ip saddr { 172.17.0.2, 172.17.0.3 } drop'");
    expect(await rig.look(letsOut())).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("ip filter FORWARD: ip saddr { 172.17.0.2, 172.17.0.3 } drop"),
      next: expect.stringMatching(/nft delete rule ip filter FORWARD handle \d+/),
    });
    await rig.type("host", "nft delete table ip filter");
  });

  test("are told as changes, and once", async () => {
    const before = await rig.snapshot();
    await rig.type(
      "host",
      `nft add table ip docker`,
      "nft 'add chain ip docker out { type nat hook postrouting priority 100; }'",
    );
    await rig.type("host", `nft add rule ip docker out ${FROM} counter masquerade`);
    const after = await rig.snapshot();
    const types = (one: typeof before, other: typeof before) =>
      diffSnapshots(one, other)
        .map(({ type }) => type)
        .filter((type) => !type.startsWith("process"));
    expect(types(before, after)).toEqual(["nft-chain-added", "rule-added"]);
    expect(types(after, before)).toEqual(["nft-chain-removed"]);
    await rig.type("host", "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -j MASQUERADE");
    const both = hostNetwork(await rig.snapshot());
    expect(both?.rules.map(({ chain }) => chain)).toEqual(["POSTROUTING"]);
    expect(both?.nftTables.map(({ name }) => name)).toEqual(["docker"]);
  });

  test("are left over as any", async () => {
    await nft("add table inet filter");
    expect(await rig.look(noRules())).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("nft's table inet filter"),
    });
    await rig.type("host", "nft delete table inet filter");
    expect(await rig.look(noRules())).toMatchObject(pass);
  });
});
