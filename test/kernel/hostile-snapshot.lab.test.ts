import { afterAll, describe, expect, test } from "vitest";
import { noCgroups, noContainers, noNetworks, noRules } from "../../checks/nothing-left.ts";
import { cgroupExists } from "../../checks/cgroups.ts";
import { linkUp } from "../../checks/links.ts";
import { mounted, notMounted } from "../../checks/mounts.ts";
import { netns } from "../../checks/networks.ts";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import { MOST_FACTS, MOST_MOUNTS } from "../../src/kernel/bounds.ts";
import { hostNetwork, networkNamed, processByHostPid, unreadOf } from "../../src/kernel/queries.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { layoutOf } from "../../src/map/build-layout.ts";
import { programExists } from "../../src/lab/programs.ts";
import { CheckRig } from "../support/check-rig.ts";
import { runOnHost } from "../support/in-lab.ts";
import { canTest } from "../support/must-work.ts";
import { watchingTheLoop } from "../support/stalls.ts";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import { say, verbatim } from "../../src/say/message.ts";
import { inEnglish } from "../../src/say/words.ts";
import { verdictInEnglish } from "../support/in-english.ts";

/** nslab must answer a key meanwhile, within 100 ms; where others share a core, work itself takes longer. */
const LONGEST_STALL_MS = 250;
/** No text of a snapshot does anything to a terminal. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const hasNft = canTest(programExists("nft"), "there is no nft");
const rigs: CheckRig[] = [];
afterAll(async () => {
  for (const rig of rigs) await rig.down();
});

async function fresh(): Promise<CheckRig> {
  const rig = await CheckRig.start();
  rigs.push(rig);
  return rig;
}

async function onHost(lab: Lab, script: string): Promise<string> {
  const ran = await runOnHost(lab, ["bash", "-ec", script], 60_000);
  if (ran.code !== 0) throw new Error(`the script ended with ${ran.code}: ${ran.stderr}`);
  return ran.stdout.trim();
}

/** A look at the lab during which nslab stays at hand, and whose texts are fit to be shown. */
async function look(lab: Lab): Promise<Snapshot> {
  const { result, longest } = await watchingTheLoop(() => readSnapshot(lab));
  expect(longest).toBeLessThan(LONGEST_STALL_MS);
  expect(textsOf(result).filter((text) => UNFIT.test(text))).toEqual([]);
  return result;
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Map) return [...value].flatMap(textsOf);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

describe("names that a learner chose", () => {
  test("are read as they are, and fit to be shown: of links, namespaces, hosts, processes, mounts and cgroups", async () => {
    const { lab } = (await fresh()).session;
    const pid = await onHost(
      lab,
      `
      name=$'e\\e]2;L\\a\\xe2\\x80\\xae'
      ip link add $'e\\e]2;LNK\\a' type veth peer name $'\\xc2\\x9b\\xe2\\x80\\xaeb'
      ip link add "it's" type veth peer name 'q"\\'
      ip netns add $'n\\e[1m\\xe2\\x80\\xae'
      mkdir -p "/m/$name" && mount -t tmpfs $'s\\e[2J' "/m/$name"
      mount -t tmpfs aé $(mkdir -p /m/aé; echo /m/aé)
      perl -MPOSIX -e 'my $n = qq(h\\e]0;x\\a\\xe2\\x80\\xae); syscall((POSIX::uname)[4] eq q(x86_64) ? 170 : 161, $n, length $n)'
      for each in /sys/fs/cgroup/cpu /sys/fs/cgroup; do if [ -e $each/cgroup.procs ]; then mkdir "$each/$name"; break; fi; done
      iptables -A FORWARD -m comment --comment $'c\\e]2;x\\a\\xe2\\x80\\xae"q"' -j ACCEPT
      iptables -N $'C\\e[1m'
      cp /bin/sleep "/m/$name/$name" && cd "/m/$name" && (exec -a $'a\\e[2J\\xe2\\x80\\xae' "./$name" 600 >/dev/null 2>&1 </dev/null & echo $!)
      `,
    );
    const snapshot = await look(lab);
    const links = hostNetwork(snapshot)?.links.map(({ name }) => name);
    expect(links).toEqual(expect.arrayContaining(["e␛]2;LNK␇", "\ufffd\ufffdb", "it's", 'q"\\']));
    const [one, other] = ["e␛]2;LNK␇", "\ufffd\ufffdb"].map((name) =>
      hostNetwork(snapshot)?.links.find((link) => link.name === name),
    );
    expect([one?.peerIndex, other?.peerIndex]).toEqual([other?.index, one?.index]);
    expect([...snapshot.networks.values()].flatMap(({ names }) => names)).toEqual(["n␛[1m\ufffd"]);
    expect([...snapshot.hostnames.values()]).toEqual(["h␛]0;x␇\ufffd"]);
    expect(processByHostPid(snapshot, Number(pid))).toMatchObject({ command: ["a␛[2J\ufffd", "600"], name: "e␛]2;L␇\ufffd" });
    const mounts = snapshot.mounts.get(snapshot.host.namespaces.mnt)?.map(({ mountPoint }) => mountPoint);
    expect(mounts).toEqual(expect.arrayContaining(["/m/e␛]2;L␇\ufffd", "/m/aé"]));
    if (lab.cgroup !== "none") expect(snapshot.cgroups.map(({ path }) => path)).toContain("/e␛]2;L␇\ufffd");
    expect(hostNetwork(snapshot)?.rules[0]?.rule).toContain("c␛]2;x␇\ufffd");
    expect(snapshot.unread).toEqual([]);
  });
});

describe("a network namespace", () => {
  test("with more than a look takes in is unreadable by itself, and says why", async () => {
    const rig = await fresh();
    const { lab } = rig.session;
    await onHost(
      lab,
      `
      for name in many rules good; do ip netns add $name; done
      ip -n many link add b0 type bridge; ip -n many link set b0 up
      for a in {0..116}; do for b in {0..255}; do echo route add 10.$a.$b.0/24 dev b0; done; done | ip -n many -batch -
      for part in 1 2; do
        { echo '*filter'; for i in {1..300}; do echo "-A FORWARD -s 10.$part.$((i / 250)).$((i % 250)) -j ACCEPT"; done; echo COMMIT; } |
          ip netns exec rules iptables-restore --noflush # its sockets take no more at once
      done
      ip -n good link set lo up`,
    );
    const { result: snapshot, took } = await watchingTheLoop(() => look(lab));
    expect(took).toBeLessThan(10_000 * lab.pace);
    expect(networkNamed(snapshot, "many")).toMatchObject({
      linksReadable: false,
      complaint: say`it has more than ${{ most: MOST_FACTS }} routes`,
      tooMuch: true,
    });
    expect(networkNamed(snapshot, "rules")).toMatchObject({
      linksReadable: true,
      rulesReadable: false,
      complaint: say`it has more than ${{ most: MOST_FACTS }} rules`,
    });
    expect(networkNamed(snapshot, "good")).toMatchObject({ linksReadable: true, rulesReadable: true, complaint: null });
    expect(hostNetwork(snapshot)).toMatchObject({ linksReadable: true, rulesReadable: true });
    expect(await rig.look(linkUp(netns("many"), "b0"))).toMatchObject({
      type: "error",
      observed: expect.stringContaining(`it has more than ${MOST_FACTS} routes`),
      cause: expect.stringContaining("far more in it than the course needs"),
    });
    expect(await rig.look(linkUp(netns("good"), "lo"))).toMatchObject({ type: "pass" });
    expect((await rig.explained(linkUp(netns("good"), "lo"))).type).toBe("pass");
  });

  test("of the host's with too many rules or routes does not pass for one without", async () => {
    const rig = await fresh();
    await onHost(
      rig.session.lab,
      `for part in 1 2; do
         { echo '*filter'; for i in {1..300}; do echo "-A FORWARD -s 10.$part.$((i / 250)).$((i % 250)) -j ACCEPT"; done; echo COMMIT; } | iptables-restore --noflush
       done`,
    );
    expect(await rig.look(noRules())).toMatchObject({ type: "error", observed: expect.stringContaining("more than 500 rules") });
    await onHost(
      rig.session.lab,
      "iptables -F; for i in {0..255}; do echo route add blackhole 10.1.$i.0/24; echo route add blackhole 10.2.$i.0/24; done | ip -batch -",
    );
    expect(await rig.look(noRules())).toMatchObject({ type: "error" });
    expect(await rig.look(noNetworks())).toMatchObject({ type: "error" });
  });

  test.skipIf(!hasNft)("of the host's with too many rules or tables of nft does not pass for one without", async () => {
    const rig = await fresh();
    const { lab } = rig.session;
    await onHost(
      lab,
      `for part in 1 2; do
         { echo 'add table ip t'; echo 'add chain ip t c'; for i in {1..300}; do echo "add rule ip t c ip saddr 10.$part.$((i / 250)).$((i % 250)) accept"; done; } | nft -f -
       done`,
    );
    expect(await rig.look(noRules())).toMatchObject({ type: "error", observed: expect.stringContaining("more than 500 rules") });
    expect(hostNetwork(await look(lab))).toMatchObject({ linksReadable: true, rulesReadable: false });
    await onHost(lab, "nft flush ruleset; for i in {1..700}; do echo add table ip t$i; done | nft -f -");
    expect(await rig.look(noRules())).toMatchObject({ type: "error", observed: expect.stringContaining("more than 500 rules") });
  });

  test.skipIf(!hasNft)("with sets of nft, however many are in them, and any comment is read", async () => {
    const { lab } = (await fresh()).session;
    await onHost(
      lab,
      `nft 'table ip t { set s { type ipv4_addr; }; chain c { type filter hook forward priority 0; ip saddr @s drop; }; }'
       for part in {0..19}; do
         printf 'add element ip t s { '; for i in {0..249}; do printf '10.0.%s.%s, ' $part $i; done; echo '}'
       done | nft -f -
       nft add rule ip t c drop comment '"'$'c\\e]2;x\\a\\xe2\\x80\\xae''"'`,
    );
    const [table] = hostNetwork(await look(lab))?.nftTables ?? [];
    expect(table?.chains[0]?.rules.map(([form]) => form?.nft?.text)).toEqual([
      "ip saddr @s drop",
      'drop comment "c␛]2;x␇\ufffd"',
    ]);
  });

  test("whose name something else was mounted over is not waited for", async () => {
    const { lab } = (await fresh()).session;
    await onHost(
      lab,
      "ip netns add x; mkfifo /f; mount --bind /f /run/netns/x; ip netns add y; umount /run/netns/y; ln -sf /f /run/netns/y",
    );
    const { took } = await watchingTheLoop(() => look(lab));
    expect(took).toBeLessThan(5000 * lab.pace);
  });

  test("among a hundred others is read or said not to be", async () => {
    const rig = await fresh();
    await onHost(rig.session.lab, "for i in {1..100}; do ip netns add n$i; done");
    const { result: snapshot, took } = await watchingTheLoop(() => look(rig.session.lab));
    expect(took).toBeLessThan(15_000 * rig.session.lab.pace);
    expect(snapshot.networks.size).toBe(101);
    const unread = [...snapshot.networks.values()].filter(({ linksReadable }) => !linksReadable);
    expect(unread.length).toBeGreaterThan(0);
    expect(unread.every(({ tooMuch, complaint }) => tooMuch && complaint !== null)).toBe(true);
    expect(hostNetwork(snapshot)?.linksReadable).toBe(true);
  });
});

describe("mounts", () => {
  test("of which there are too many are told to be, and nothing is said of one that may be among them", async () => {
    const rig = await fresh();
    const { lab } = rig.session;
    const before = await look(lab);
    await onHost(
      lab,
      `long=$(printf 'x%.0s' {1..200}); mkdir -p /m/$long/$long/$long; cd /m/$long/$long/$long
       mkdir d{1..${MOST_MOUNTS + 500}}; for i in {1..${MOST_MOUNTS + 500}}; do echo "t $PWD/d$i tmpfs size=4k"; done >/m/fstab; mount -n -a -T /m/fstab
       mkdir -p /root/docker/data; mount -t tmpfs last /root/docker/data`,
    );
    const snapshot = await look(lab);
    expect(inEnglish(unreadOf(snapshot, "mounts", snapshot.host.namespaces.mnt) ?? "")).toMatch(/more than/);
    expect(await rig.look(mounted("host", "/root/docker/data"))).toMatchObject({ type: "error" });
    expect(await rig.look(notMounted("host", "/root/docker/data"))).toMatchObject({ type: "error" });
    expect(diffSnapshots(before, snapshot).filter(({ type }) => type.startsWith("mount"))).toEqual([]);
  });
});

describe("cgroups", () => {
  test("with paths longer than a path may be, and too many, are read to a bound", async () => {
    const rig = await fresh();
    const { lab } = rig.session;
    if (lab.cgroup !== "v1") return;
    await onHost(
      lab,
      `cd /sys/fs/cgroup/cpu; n=$(printf 'x%.0s' {1..250}); for i in {1..18}; do mkdir $n; cd $n; done
       mkdir /sys/fs/cgroup/memory/f; cd /sys/fs/cgroup/memory/f; for i in {1..400}; do mkdir g$i; done
       sleep 600 >/dev/null 2>&1 </dev/null & cd /sys/fs/cgroup/cpu; for i in {1..18}; do cd x*; done; echo $! >tasks; disown`,
    );
    const snapshot = await look(lab);
    expect(snapshot.cgroups.some(({ path }) => path.length > 18 * 250)).toBe(true);
    expect(snapshot.processes.map(({ name }) => name)).toContain("sleep");
    expect(inEnglish(unreadOf(snapshot, "cgroups") ?? "")).toMatch(/more than/);
    expect(await rig.look(cgroupExists("memory", "/docker"))).toMatchObject({ type: "error" });
    expect(await rig.look(noCgroups())).toMatchObject({ type: "fail" });
    await onHost(lab, "pkill sleep; true");
  });
});

describe("processes", () => {
  test("with endless arguments, all groups and every name are read, and by the hundred", async () => {
    const { lab } = (await fresh()).session;
    const pids = await onHost(
      lab,
      `perl -e 'sleep 600' "$(printf 'y%.0s' {1..100000})" >/dev/null 2>&1 </dev/null & echo $!
       perl -e '$) = "0 " . join(" ", 1 .. 60000); $0 = "groups"; sleep 600' >/dev/null 2>&1 </dev/null & echo $!
       for i in {1..400}; do sleep 600 >/dev/null 2>&1 </dev/null & done; disown -a`,
    );
    const [many = 0, groups = 0] = pids.split("\n").map(Number);
    const snapshot = await look(lab);
    expect(snapshot.processes.length).toBeGreaterThan(400);
    expect(processByHostPid(snapshot, groups)).toMatchObject({ name: "groups", pids: [groups] });
    expect(JSON.stringify(processByHostPid(snapshot, many)?.command).length).toBeLessThan(5000);
    expect(snapshot.unread).toEqual([]);
    const { longest } = await watchingTheLoop(async () => layoutOf(snapshot));
    expect(longest).toBeLessThan(LONGEST_STALL_MS);
  });

  test("that none is left of is not said of a lab of which not all were read", async () => {
    const rig = await fresh();
    const snapshot = await rig.snapshot();
    const scene = rig.session.scene(null);
    const cut: Snapshot = {
      ...snapshot,
      unread: [{ part: "processes", namespace: null, why: verbatim("there are more than 1024") }],
    };
    expect(verdictInEnglish(await noContainers().judge({ ...scene, snapshot: async () => cut }))).toMatchObject({
      type: "error",
      observed: "the lab's processes could not be read: there are more than 1024",
    });
  });
});

describe("System V objects", () => {
  test("of which there are too many are not read, and the rest is", async () => {
    const { lab } = (await fresh()).session;
    await onHost(lab, `perl -e 'for (1 .. 600) { msgget(0, 0600) // die $! }'`);
    const snapshot = await look(lab);
    const { ipc, uts } = snapshot.host.namespaces;
    expect(unreadOf(snapshot, "names", ipc)).toEqual(say`it has more than ${{ most: MOST_FACTS }} System V objects of a kind`);
    expect(snapshot.hostnames.get(uts)).toBe("host");
  });
});
