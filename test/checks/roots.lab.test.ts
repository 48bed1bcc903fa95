import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownFiles } from "../../checks/container.ts";
import { lacksLoader, runsIn, showsLibraries, showsTree } from "../../checks/root-trees.ts";
import { chrooted, escaped, standsOutsideRoot } from "../../checks/roots.ts";
import { CheckRig } from "../support/check-rig.ts";

const TREE = "/root/docker";
const SHELL = "usr/bin/bash";
const LIBRARIES = (programs: string) => `cp -u --parents $(ldd ${programs} | grep -o '/[^ ]*\\.so[^ ]*' | sort -u)`;

const rig = await CheckRig.start();
beforeAll(() => rig.type("host", "mkdir -p usr/bin"));
afterAll(() => rig.down());

const pass = { type: "pass" };
const failing = (observed: string) => ({ type: "fail", observed: expect.stringContaining(observed) });

describe("a tree with a program in it", () => {
  const runs = runsIn(TREE, SHELL, ":", "bash runs", "look again");

  test("is not there before the program was copied", async () => {
    expect(await rig.look(lacksLoader(TREE, SHELL))).toMatchObject(failing("there is no /root/docker/usr/bin/bash"));
    expect(await rig.look(runs)).toMatchObject(failing("No such file or directory"));
  });

  test("lacks the loader first, which a script would not need", async () => {
    await rig.type("host", `echo '#!/bin/sh' > ${SHELL}`);
    expect(await rig.look(lacksLoader(TREE, SHELL))).toMatchObject(failing("needs no loader"));
    await rig.type("host", `rm ${SHELL}`, "cp /bin/bash usr/bin/");
    expect(await rig.look(lacksLoader(TREE, SHELL))).toMatchObject({
      ...pass,
      observed: expect.stringContaining("it is not in the tree"),
    });
    expect(await rig.look(runs)).toMatchObject({ type: "fail", cause: expect.stringContaining("is not in the tree") });
  });

  test("runs nothing with the loader alone", async () => {
    await rig.type("host", "cp --parents $(ldd /bin/bash | grep -o '/[^ ]*/ld-[^ ]*') .");
    expect(await rig.look(lacksLoader(TREE, SHELL))).toMatchObject(failing("it is in the tree"));
    expect(await rig.look(runs)).toMatchObject(failing("error while loading shared libraries"));
  });

  test("runs the program with all of its libraries", async () => {
    await rig.type("host", `${LIBRARIES("/bin/bash")} .`);
    expect(await rig.look(runs)).toMatchObject(pass);
    expect(await rig.look(runsIn(TREE, SHELL, "exit 3", "bash ends well", ""))).toMatchObject({
      ...failing("exit code 3"),
      cause: "The program runs, and failed.",
    });
    expect(await rig.look(runsIn(TREE, SHELL, "ls /", "ls runs", ""))).toMatchObject(failing("ls: command not found"));
  });

  test("shows its libraries to ldd, asked about this program and no other", async () => {
    await rig.type("host", "true");
    expect(await rig.look(showsLibraries("host", "/bin/bash"))).toMatchObject(failing("nothing was printed"));
    await rig.type("host", "ls -l /bin/bash");
    expect(await rig.look(showsLibraries("host", "/bin/bash"))).toMatchObject({ type: "fail" });
    await rig.type("host", "ldd /bin/bash");
    expect(await rig.look(showsLibraries("host", "/bin/bash"))).toMatchObject(pass);
  });
});

describe("a shell in a chroot", () => {
  test("is not there when chroot failed, or went to another directory", async () => {
    await rig.type("container", "chroot /nowhere bash");
    expect(await rig.look(chrooted("container", TREE))).toMatchObject({
      ...failing("has the root directory /"),
      cause: expect.stringMatching(/^It failed, and said: chroot: cannot change root directory[^]*/),
    });
    expect(await rig.look(showsTree("container"))).toMatchObject({ type: "fail" });
    await rig.type("host", "mkdir /root/other", `cp -r usr lib* /root/other`);
    await rig.type("container", "chroot /root/other usr/bin/bash");
    expect(await rig.look(chrooted("container", TREE))).toMatchObject({
      ...failing("/root/other"),
      cause: "chroot was given another directory.",
    });
    await rig.type("container", "exit");
  });

  test("has the tree for its root, and lists that alone", async () => {
    await rig.type(
      "host",
      `cp -u --parents $(type -P ls cp mkdir chroot nsenter mount umount) .`,
      `${LIBRARIES("$(type -P ls cp mkdir chroot nsenter mount umount)")} .`,
      "mkdir proc",
    );
    await rig.type("container", "chroot . usr/bin/bash");
    expect(await rig.look(chrooted("container", TREE))).toMatchObject(pass);
    rig.forget();
    await rig.type("container", "ls /usr");
    expect(await rig.look(showsTree("container"))).toMatchObject({ type: "fail" });
    await rig.type("container", "ls /");
    expect(await rig.look(showsTree("container"))).toMatchObject(pass);
  });
});

describe("a root directory is known by what it is, not by its path", () => {
  const apart = ownFiles("container2");

  test("the host's own, mounted elsewhere, is none of its own", async () => {
    await rig.type("container2", "unshare -fpm --mount-proc bash", "mount --rbind / /mnt", "chroot /mnt bash");
    expect(await rig.look(apart)).toMatchObject({
      ...failing("/mnt, where the host's own / is mounted"),
      cause: expect.stringContaining("these are the host's files"),
    });
    expect(await rig.look(chrooted("container2", "/mnt"))).toMatchObject({ type: "fail" });
    await rig.type("container2", "exit", "umount -R /mnt");
  });

  test("one that pivot_root made is, although its path is /", async () => {
    await rig.type(
      "container2",
      "mount --bind /proc proc",
      "mount --rbind . . && cd /root/docker && mkdir -p old && pivot_root . old",
      "exec usr/bin/bash",
    );
    for (const check of [apart, chrooted("container2", TREE)]) expect(await rig.look(check)).toMatchObject(pass);
    expect(await rig.look(standsOutsideRoot("container2"))).toMatchObject({ type: "fail" });
    expect(await rig.look(escaped("container2"))).toMatchObject({
      type: "fail",
      cause: expect.stringContaining("nothing lies above it"),
    });
    await rig.type("container2", "exit");
  });

  test("the tree is one wherever it is mounted", async () => {
    await rig.type("container2", "mount --bind . /mnt", "unshare --root=/mnt usr/bin/bash");
    expect(await rig.look(chrooted("container2", TREE))).toMatchObject(pass);
    await rig.type("container2", "exit", "umount /mnt");
  });
});

describe("an escape", () => {
  test("is not an exit, and not another root below", async () => {
    expect(await rig.look(escaped("container"))).toMatchObject({
      ...failing("no shell above it"),
      cause: "The shell is still inside the chroot.",
    });
    await rig.type("container", "exit");
    expect(await rig.look(escaped("container"))).toMatchObject({ type: "fail", cause: expect.stringContaining("left by exit") });
    await rig.type("container", "chroot . usr/bin/bash", "mkdir inner", "cp -r usr lib* inner", "chroot inner bash");
    expect(await rig.look(escaped("container"))).toMatchObject(failing("/root/docker/inner"));
    expect(await rig.look(standsOutsideRoot("container")), "chroot(1) moves the working directory too").toMatchObject({
      type: "fail",
    });
    await rig.type("container", "exit");
  });

  test("leads through /proc", async () => {
    await rig.type("container", "mount -t proc proc /proc", "chroot /proc/1/root");
    expect(await rig.look(escaped("container"))).toMatchObject(pass);
    await rig.type("container", "exit", "umount /proc");
  });

  test("leads over the top, from outside one's own root", async () => {
    expect(await rig.look(standsOutsideRoot("container"))).toMatchObject({ type: "fail" });
    await rig.type("container", "nsenter --root=inner bash");
    expect(await rig.look(standsOutsideRoot("container"))).toMatchObject(pass);
    await rig.type("container", "cd -P ../../..", "chroot . bash");
    expect(await rig.look(escaped("container"))).toMatchObject(pass);
    expect(await rig.look(standsOutsideRoot("container"))).toMatchObject({ type: "fail" });
  });
});
