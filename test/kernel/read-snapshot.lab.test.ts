import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import { frontProcess, hostNetwork, mountsOf } from "../../src/kernel/queries.ts";
import { LabGone, readSnapshot } from "../../src/kernel/read-snapshot.ts";
import { NAMESPACE_KINDS } from "../../src/kernel/snapshot.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { runOnHost } from "../support/in-lab.ts";
import { SIZE, startTestLab } from "../support/test-lab.ts";
import { changesBy, onHost, printed } from "./lab-changes.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await startTestLab();
});

afterAll(() => lab.down());

describe("a lab in which nothing was done", () => {
  test("has its init and no other process: neither the world's nor our own", async () => {
    const snapshot = await readSnapshot(lab);
    expect(snapshot.processes).toEqual([snapshot.host]);
    expect(snapshot.host).toMatchObject({ machinePid: lab.host.machinePid, pids: [1], root: "/", terminal: null });
    expect(NAMESPACE_KINDS.filter((kind) => snapshot.host.namespaces[kind] === 0)).toEqual([]);
  });

  test("has one network namespace, with lo and the link to the world", async () => {
    const snapshot = await readSnapshot(lab);
    const host = hostNetwork(snapshot);
    expect([...snapshot.networks.values()]).toEqual([host]);
    expect(host).toMatchObject({ linksReadable: true, rulesReadable: true, complaint: null, forwarding: false });
    expect(host?.links.map(({ name, up }) => [name, up])).toEqual([
      ["lo", true],
      ["enp0s3", true],
    ]);
    expect(host?.routes).toContainEqual({
      destination: "default",
      gateway: "192.168.102.1",
      device: "enp0s3",
      source: null,
      type: "unicast",
    });
  });

  test("has not changed when it is looked at again", async () => {
    expect(diffSnapshots(await readSnapshot(lab), await readSnapshot(lab))).toEqual([]);
  });

  test("shows no probe, not even one that runs in its PID namespace meanwhile", async () => {
    const probe = runOnHost(lab, ["bash", "-c", "echo $$ >/tmp/probe; until [ -e /tmp/seen ]; do sleep 0.01; done"]);
    await onHost(lab, "until [ -s /tmp/probe ]; do sleep 0.01; done");
    const snapshot = await readSnapshot(lab);
    await onHost(lab, "touch /tmp/seen");
    expect((await probe).code).toBe(0);
    expect(snapshot.processes).toEqual([snapshot.host]);
  });
});

describe("a chroot", () => {
  test("is told as a path in the mount namespace, and so are the mounts that only a chrooted process can show", async () => {
    const { after, stdout } = await changesBy(
      lab,
      `
      mkdir -p /root/c/usr; ln -sf usr/lib usr/lib64 usr/bin /root/c/
      unshare -m bash -c 'mount --bind /usr /root/c/usr; exec chroot /root/c /usr/bin/sleep 600' >/dev/null 2>&1 </dev/null &
      until [ "$(tr -d '\\0' </proc/$!/cmdline)" = /usr/bin/sleep600 ]; do sleep 0.01; done
      echo $!`,
    );
    const chrooted = printed(after, stdout);
    expect(chrooted).toMatchObject({ root: "/root/c", directory: "/root/c" });
    expect(mountsOf(after, chrooted).map(({ mountPoint }) => mountPoint)).toContain("/root/c/usr");
    await onHost(lab, `kill -9 ${stdout}`);
  });

  test("below whose root nothing is mounted shows no mount, which is all that there is to know", async () => {
    const { after, stdout } = await changesBy(
      lab,
      `
      mkdir /root/e; cp --parents /usr/bin/sleep $(ldd /usr/bin/sleep | grep -o '/[^ ]*\\.so[^ ]*') /root/e
      unshare -m chroot /root/e /usr/bin/sleep 600 >/dev/null 2>&1 </dev/null &
      until [ "$(tr -d '\\0' </proc/$!/cmdline)" = /usr/bin/sleep600 ]; do sleep 0.01; done
      echo $!`,
    );
    const { namespaces } = printed(after, stdout);
    expect(after.mounts.get(namespaces.mnt)).toEqual([]);
    expect(after.unread).toEqual([]);
    await onHost(lab, `kill -9 ${stdout}`);
  });
});

describe("a mount namespace", () => {
  test("is read from a process that sees all of it", async () => {
    const { after, stdout } = await changesBy(
      lab,
      `
      mkdir -p /root/d/usr; ln -sf usr/lib usr/lib64 usr/bin /root/d/
      unshare -m bash -c 'mount -t tmpfs all /mnt; mount --bind /usr /root/d/usr; chroot /root/d /usr/bin/sleep 600 & exec sleep 601' >/dev/null 2>&1 </dev/null &
      until chrooted=$(pgrep -P $! -x sleep) && [ "$(tr -d '\\0' </proc/$!/cmdline)" = sleep601 ]; do sleep 0.01; done
      echo $chrooted $!`,
    );
    const [chrooted = "", whole = ""] = stdout.split(" ");
    expect(printed(after, chrooted).root).toBe("/root/d");
    expect(mountsOf(after, printed(after, chrooted)).map(({ mountPoint }) => mountPoint)).toEqual(
      expect.arrayContaining(["/", "/mnt"]),
    );
    await onHost(lab, `kill -9 ${chrooted} ${whole}`);
  });
});

describe("a process that nobody reaped", () => {
  test("is a zombie without most of its namespaces, and keeps its place", async () => {
    const { after, stdout } = await changesBy(
      lab,
      `
      bash -c 'sleep 600 & echo $! >/tmp/zombie; exec sleep 601' >/dev/null 2>&1 </dev/null &
      until [ "$(tr -d '\\0' </proc/$!/cmdline)" = sleep601 ]; do sleep 0.01; done
      kill -9 $(cat /tmp/zombie)
      until read -r stat </proc/$(cat /tmp/zombie)/stat && [[ $stat == *') Z '* ]]; do sleep 0.01; done
      cat /tmp/zombie; echo $!`,
    );
    const [zombie = "", parent = ""] = stdout.split("\n");
    expect(printed(after, zombie)).toMatchObject({
      state: "Z",
      command: [],
      root: "",
      namespaces: { net: 0, mnt: 0, pid: after.host.namespaces.pid },
    });
    expect(printed(after, zombie).parentMachinePid).toBe(printed(after, parent).machinePid);
    await onHost(lab, `kill -9 ${parent}`);
  });
});

describe("a terminal", () => {
  test("shows who is in front: the shell, a nested shell, a pipeline", async () => {
    const terminal = await Terminal.open(lab, "host", "host", SIZE);
    const front = async () => {
      const snapshot = await readSnapshot(lab);
      const root = printed(snapshot, String(terminal.rootPid));
      return { root, front: frontProcess(snapshot, root.machinePid) };
    };

    const prompt = await front();
    expect(prompt.root).toMatchObject({ name: "bash", terminal: 0 });
    expect(prompt.front).toEqual(prompt.root);

    await terminal.run("unshare -fpmui --mount-proc bash");
    const nested = await front();
    expect(nested.front).toMatchObject({ name: "bash", terminal: 0 });
    expect(nested.front?.pids.at(-1)).toBe(1);
    expect(nested.front?.pids).toHaveLength(2);

    const settled = terminal.run("sleep 600 | cat");
    await terminal.started();
    await expect.poll(async () => (await front()).front?.command).toEqual(["sleep", "600"]);
    terminal.write("\x03");
    await settled;
    await terminal.run("exit");
    await terminal.run("exit");
    await terminal.closed;
  });
});

test("a lab that has ended cannot be looked at", async () => {
  const made = await startTestLab();
  const { identity } = made;
  // As when its PIDs are another process's by now.
  const another = { ...made, identity: { ...identity, startTime: identity.startTime - 1 } };
  await expect(readSnapshot(another)).rejects.toThrow(LabGone);
  await made.down();
  await expect(readSnapshot(made)).rejects.toThrow(LabGone);
});
