import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolves } from "../../checks/dns.ts";
import { showsFile } from "../../checks/files-shown.ts";
import { hasFile, isDirectory } from "../../checks/files.ts";
import { emptyDirectory } from "../../checks/nothing-left.ts";
import { lacksLoader, showsTree } from "../../checks/root-trees.ts";
import { bytesAt, contentAt, fileAt, MOST_CONTENT, namesIn, pidNamespaceOfProc } from "../../src/kernel/process-files.ts";
import { CheckRig } from "../support/check-rig.ts";
import { allInEnglish } from "../support/in-english.ts";
import { runOnHost } from "../support/in-lab.ts";

const rig = await CheckRig.start();
const { lab } = rig.session;
const { host } = lab;
/** A file that only the machine has, and that everybody may read there. */
const outside = mkdtempSync(join(tmpdir(), "nslab-canary-"));
const CANARY = `canary-${process.pid}-${Math.trunc(performance.now())}`;
writeFileSync(join(outside, "secret"), CANARY, { mode: 0o644 });

afterAll(async () => {
  await rig.down();
  rmSync(outside, { recursive: true });
});

async function onHost(script: string): Promise<void> {
  const ran = await runOnHost(lab, ["bash", "-ec", script]);
  expect({ script, ...ran }).toMatchObject({ code: 0, stderr: "" });
}

/** Whoever waits for it is let go after a while, so that a test fails and does not hang. */
const LET_GO = (fifo: string) => `(sleep 15; for i in 1 2 3 4 5 6; do : >${fifo}; done) >/dev/null 2>&1 </dev/null & disown`;

/** What it comes to, which takes no time worth speaking of. */
async function atOnce<Result>(look: () => Result | Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await look();
  expect(performance.now() - started).toBeLessThan(2000 * lab.pace);
  return result;
}

beforeAll(async () => {
  await onHost(`
    mkdir -p /h/dir /h/many && cd /h
    mkfifo fifo && ${LET_GO("/h/fifo")}
    perl -e 'use IO::Socket::UNIX; IO::Socket::UNIX->new(Local => "/h/socket", Listen => 1)'
    echo plain >plain; ln -s /dev/zero zero; ln -s /dev/tty tty; ln -s fifo to-fifo; ln -s ../h/fifo around
    truncate -s 3G sparse; printf needle >>sparse
    printf needle >begins; truncate -s 3G begins
    ln -s loop loop; ln -s b a; ln -s a b
    perl -e 'for (1 .. 100_000) { open my $file, ">", "/h/many/n$_" or die $! }'
    chmod 000 dir; echo own >closed; chmod 000 closed
    touch over-fifo over-kernel over-device; mkdir over-dir
    mount --bind fifo over-fifo; mount --bind /proc/version over-kernel; mount --bind /dev/zero over-device; mount -t proc proc over-dir
    ln -s ${outside}/secret absolute; ln -s ../../../../../../..${outside}/secret dots
    for magic in self/root 1/root 1/cwd self/cwd self/fd/0 thread-self/root; do ln -s /proc/$magic${outside}/secret magic-\${magic//\\//-}; done
  `);
});

describe("what stands where a file should be", () => {
  test.each([
    ["fifo", "it is a FIFO"],
    ["to-fifo", "it is a FIFO"],
    ["around", "it is a FIFO"],
    ["over-fifo", "it is a FIFO"],
    ["socket", "it is a socket"],
    ["zero", "it is a device"],
    ["tty", "it is a device"],
    ["over-device", "it is a device"],
    ["over-kernel", "it is the kernel's own, as what is in /proc"],
    ["dir", "it is a directory"],
    ["loop", "its links lead in a circle"],
    ["a", "its links lead in a circle"],
    [`${"d/../".repeat(600)}plain`.replaceAll("d/", "dir/"), "its path is too long"],
  ])("as %s, is not opened, nor waited for, and told: %s", async (name, why) => {
    expect(allInEnglish(await atOnce(() => contentAt(host, `/h/${name}`)))).toEqual({ type: "unreadable", why });
  });

  test("is no file, and looked at without being opened", async () => {
    const kinds = ["fifo", "socket", "zero", "over-fifo", "loop"].map((name) => fileAt(host, `/h/${name}`)?.kind);
    expect(kinds).toEqual(["other", "other", "other", "other", "unreadable"]);
  });

  test("is read to a bound, however long it is", async () => {
    const sparse = await atOnce(() => contentAt(host, "/h/sparse"));
    expect(sparse).toMatchObject({ type: "content", isWhole: false });
    expect(bytesAt(host, "/h/sparse")?.length).toBe(MOST_CONTENT);
    expect(bytesAt(host, "/h/begins")?.toString()).toContain("needle");
  });

  test("is read with the lab's root's own rights: what is his he may read whatever its mode is", () => {
    expect(bytesAt(host, "/h/closed")?.toString()).toBe("own\n");
    expect(namesIn(host, "/h/dir")).toEqual({ names: [], isWhole: true });
  });

  test("as a directory has so many of its names and no more", async () => {
    const many = await atOnce(() => namesIn(host, "/h/many"));
    expect(many?.isWhole).toBe(false);
    expect(many?.names).toHaveLength(1000);
    expect(await atOnce(() => namesIn(host, "/h/over-dir"))).toBeNull();
    expect(await atOnce(() => namesIn(host, "/h/fifo"))).toBeNull();
  });

  test("is none of the machine's, by whatever link", async () => {
    const links = [
      "absolute",
      "dots",
      ...["self-root", "1-root", "1-cwd", "self-cwd", "self-fd-0", "thread-self-root"].map((each) => `magic-${each}`),
    ];
    for (const link of links) {
      const content = await atOnce(() => contentAt(host, `/h/${link}`));
      expect([link, content.type]).not.toEqual([link, "content"]);
      expect(fileAt(host, `/h/${link}`)?.kind ?? "unreadable").toBe("unreadable");
    }
  });

  test("as a /proc tells whose it is", async () => {
    expect(pidNamespaceOfProc(host)).toBe((await rig.snapshot()).host.namespaces.pid);
  });
});

describe("a name that is exchanged while it is read", () => {
  test("never leads to a file of the machine's", async () => {
    await onHost(
      `mkdir -p /r/x && echo inside >/r/x/secret && ln -s ${outside} /r/link && mkfifo /r/fifo && ${LET_GO("/r/fifo")}`,
    );
    const swapping = runOnHost(
      lab,
      [
        "perl",
        "-e",
        `chdir "/r"; until (-e "stop") {
           rename "x", "d"; rename "link", "x"; rename "x", "link"; rename "d", "x";
           rename "x/secret", "x/s"; rename "fifo", "x/secret"; rename "x/secret", "fifo"; rename "x/s", "x/secret";
         }`,
      ],
      100_000,
    );
    const seen = new Map<string, number>();
    for (let reads = 0; reads < 2000; reads += 1) {
      const content = contentAt(host, "/r/x/secret");
      const text = content.type === "content" ? content.bytes.toString().trim() : content.type;
      seen.set(text, (seen.get(text) ?? 0) + 1);
      if (reads % 10 === 0) expect(namesIn(host, "/r/x")?.names ?? []).not.toContain("canary");
      if (reads % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await onHost("touch /r/stop");
    await swapping;
    expect([...seen.keys()]).not.toContain(CANARY);
    expect(seen.get("inside")).toBeGreaterThan(0);
    expect([...seen.keys()].filter((text) => !["inside", "absent", "unreadable", ""].includes(text))).toEqual([]);
  });
});

describe("checks", () => {
  const NEXT = { next: "look again" } as const;

  test.each([
    ["fifo", "/h/fifo is a FIFO"],
    ["zero", "/h/zero is a device"],
    ["socket", "/h/socket is a socket"],
    ["loop", "/h/loop could not be looked at: its links lead in a circle"],
    ["over-kernel", "/h/over-kernel is a file, and could not be read: it is the kernel's own, as what is in /proc"],
    ["sparse", "/h/sparse is a file, and holds something else"],
  ])("say what stands there in place of a file: %s", async (name, observed) => {
    const verdict = await atOnce(() => rig.look(hasFile("host", `/h/${name}`, { holding: "needle", ...NEXT })));
    expect(verdict).toMatchObject({ type: "fail", observed });
    expect(await rig.look(hasFile("host", "/h/begins", { holding: "needle", ...NEXT }))).toMatchObject({ type: "pass" });
  });

  test("tell how to make room for a directory", async () => {
    expect(await rig.look(isDirectory("host", "/h/fifo"))).toMatchObject({
      type: "fail",
      observed: "/h/fifo is a FIFO",
      next: "Type on the host: rm /h/fifo; mkdir -p /h/fifo",
    });
  });

  test("say why a file that is to be shown cannot be read", async () => {
    rig.forget();
    await rig.type("host", "echo something");
    const shown = (path: string) => rig.look(showsFile("host", path, { name: path, write: "echo x" }));
    expect(await shown("/h/fifo")).toMatchObject({ type: "fail", observed: "/h/fifo could not be read: it is a FIFO" });
    expect(await shown("/h/sparse")).toMatchObject({ type: "fail", observed: expect.stringContaining("holds more than") });
  });

  test("ask no name server that a FIFO or a device names", async () => {
    await onHost(`mkdir -p /h/etc; mkfifo /h/resolv; ${LET_GO("/h/resolv")}; mount --bind /h/resolv /etc/resolv.conf`);
    expect(await atOnce(() => rig.look(resolves("host", "example.com", "203.0.113.80")))).toMatchObject({
      type: "fail",
      observed: "/etc/resolv.conf could not be read: it is a FIFO",
    });
    await onHost("umount /etc/resolv.conf");
  });

  test("do not take for empty what is no directory, or cannot be listed", async () => {
    const left = (path: string) => rig.look(emptyDirectory(path));
    expect(await left("/h/fifo")).toMatchObject({ type: "fail", observed: expect.stringContaining("no directory: a FIFO") });
    expect(await left("/h/over-dir")).toMatchObject({ type: "fail", observed: expect.stringContaining("cannot be listed") });
    expect(await left("/h/many")).toMatchObject({
      type: "fail",
      observed: expect.stringMatching(/^still there: n\d+; n\d+; .*…$/),
    });
    expect(await left("/nowhere")).toMatchObject({ type: "pass" });
  });

  test("do not read a program for its loader where something else stands", async () => {
    expect(await atOnce(() => rig.look(lacksLoader("/h", "fifo")))).toMatchObject({
      type: "fail",
      observed: "/h/fifo could not be read: it is a FIFO",
    });
    expect(await atOnce(() => rig.look(lacksLoader("/h", "sparse")))).toMatchObject({ observed: "/h/sparse needs no loader" });
  });

  test("do not list a root directory with more names than anybody reads", async () => {
    await onHost(
      "mkdir -p /h/root/bin; cp /bin/bash /h/root/bin; cp --parents $(ldd /bin/bash | grep -o '/[^ ]*\\.so[^ ]*') /h/root",
    );
    await onHost("cd /h/root; touch n{1..1500}");
    await rig.type("container", "chroot /h/root /bin/bash");
    rig.forget();
    await rig.type("container", "echo something");
    expect(await rig.look(showsTree("container"))).toMatchObject({
      type: "fail",
      observed: "/h/root holds more than 1000 names",
    });
  });
});
