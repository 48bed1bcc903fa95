import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasFile, isDirectory } from "../../checks/files.ts";
import { mounted, mountedAs, notMounted, privateMounts, sharesMounts } from "../../checks/mounts.ts";
import { showsPropagation } from "../../checks/mounts-shown.ts";
import { CheckRig } from "../support/check-rig.ts";

const DATA = "/root/docker/data";
const NEXT = "look again";

const rig = await CheckRig.start();
beforeAll(() => rig.type("host", "mkdir -p /data1 /data2 data", "echo text > /data1/note"));
afterAll(() => rig.down());

const pass = { type: "pass" };
const fail = { type: "fail" };
const failing = (observed: string) => ({ ...fail, observed: expect.stringContaining(observed) });

describe("a bind mount that only a terminal's own namespace has", () => {
  const check = mountedAs("container", DATA, { of: "/data1", onlyThere: true, next: NEXT });

  test("is not there before it is made", async () => {
    await rig.type("container", "unshare -m bash");
    expect(await rig.look(check)).toMatchObject({ ...failing("nothing is mounted"), next: NEXT });
  });

  test("is not there when it was made on the host instead", async () => {
    await rig.type("host", "mount --bind /data1 data");
    expect(await rig.look(check)).toMatchObject({
      ...failing("on the host there is a mount"),
      next: expect.stringContaining(`umount ${DATA}`),
    });
    await rig.type("host", "umount data");
  });

  test("is another one when another directory was bound, or on another place", async () => {
    await rig.type("container", "mount --bind /data2 data");
    expect(await rig.look(check)).toMatchObject({
      ...failing("[/data2] is mounted on"),
      cause: "Something else was mounted there.",
    });
    await rig.type("container", "umount data", "mkdir -p elsewhere", "mount --bind /data1 elsewhere");
    expect(await rig.look(check)).toMatchObject(failing("nothing is mounted"));
    await rig.type("container", "umount elsewhere");
  });

  test("is there, and covers what was mounted there before", async () => {
    await rig.type("container", "mount --bind /data2 data", "mount --bind /data1 data");
    expect(await rig.look(check)).toMatchObject(pass);
    expect(await rig.look(mounted("container", DATA))).toMatchObject(pass);
    expect(await rig.look(notMounted("host", DATA))).toMatchObject(pass);
    await rig.type("container", "umount data", "umount data");
  });

  test("is not its own where mounts are shared with the host", async () => {
    await rig.type("container", "exit", "unshare -m --propagation shared bash", "mount --bind /data1 data");
    expect(await rig.look(check)).toMatchObject({
      ...failing("the host sees the same"),
      cause: expect.stringContaining("are shared"),
      next: `Make its mounts private first, in the terminal container: mount --make-rprivate /. Undo it on the host: umount ${DATA}`,
    });
    expect(await rig.look(mountedAs("host", DATA, { of: "/data1", next: NEXT }))).toMatchObject(pass);
    expect(await rig.look(notMounted("host", DATA))).toMatchObject({ ...fail, next: `Undo it on the host: umount ${DATA}` });
    await rig.type("container", "umount data", "exit");
  });

  test("is not its own where the shell never left the host's namespace", async () => {
    await rig.type("container", "mount --bind /data1 data");
    expect(await rig.look(check)).toMatchObject({
      ...failing("the host sees the same"),
      cause: "The shell there is in the host's mount namespace.",
      next: `Undo it on the host (umount ${DATA}). Give the shell a mount namespace of its own first, in the terminal container: unshare -m bash. ${NEXT}`,
    });
    await rig.type("container", "umount data");
    expect(await rig.look(check)).toMatchObject({
      ...failing("nothing is mounted"),
      cause: "The shell there is in the host's mount namespace.",
      next: `Give the shell a mount namespace of its own first, in the terminal container: unshare -m bash. ${NEXT}`,
    });
  });
});

describe("a file system of a type", () => {
  const check = mountedAs("container", DATA, { type: "tmpfs", onlyThere: true, next: NEXT });
  const key = hasFile("container", `${DATA}/key`, { onlyThere: true, next: NEXT });

  test("is not there when another type is, nor when the host has it", async () => {
    await rig.type("container", "unshare -m bash", "mount -t proc proc data");
    expect(await rig.look(check)).toMatchObject({ ...fail, cause: "Something else was mounted there." });
    await rig.type("container", "umount data");
    await rig.type("host", "mount -t tmpfs tmpfs data", "touch data/key");
    expect(await rig.look(check)).toMatchObject(fail);
    expect(await rig.look(key)).toMatchObject(failing("there is no"));
    await rig.type("container", "exit", "unshare -m bash");
    expect(await rig.look(check)).toMatchObject({
      ...failing("the host sees the same"),
      next: `Undo it on the host: umount ${DATA}`,
    });
    expect(await rig.look(key)).toMatchObject(failing("the host sees the same file"));
    await rig.type("host", "umount data");
  });

  test("is there, over what else was mounted there", async () => {
    await rig.type("container", "umount data", "mount -t proc proc data", "mount -t tmpfs tmpfs data");
    expect(await rig.look(check)).toMatchObject(pass);
    expect(await rig.look(key)).toMatchObject(failing("there is no"));
    await rig.type("container", "touch data/key");
    expect(await rig.look(key)).toMatchObject(pass);
  });
});

test("a mount in a tree counts where it is seen by those whose root the tree is, in a mount namespace of their own", async () => {
  const proc = mounted("container2", "/root/docker/proc", "/root/docker");
  await rig.type("container2", "mkdir -p proc old", "unshare -m", "mount --rbind . . && cd /root/docker");
  expect(await rig.look(proc)).toMatchObject(failing("nothing is mounted on /root/docker/proc"));
  await rig.type("container2", "mount -t proc proc proc");
  expect(await rig.look(proc)).toMatchObject(pass);
  await rig.type("container2", "pivot_root . old");
  expect(await rig.look(mounted("container2", "/root/docker/proc"))).toMatchObject(fail);
  expect(await rig.look(proc)).toMatchObject({ ...pass, observed: expect.stringContaining("is mounted on /proc (proc)") });
  await rig.type("container2", "exit");
  expect(await rig.look(proc)).toMatchObject(fail);
});

describe("propagation", () => {
  test("is told apart: the host's own namespace, a private one, a shared one, one made private again", async () => {
    await rig.type("container", "exit");
    expect(await rig.look(sharesMounts("container"))).toMatchObject(failing("in the host's mount namespace"));
    expect(await rig.look(privateMounts("container"))).toMatchObject({
      ...failing("in the host's mount namespace"),
      next: expect.stringContaining("unshare -m bash"),
    });
    await rig.type("container", "unshare -m bash");
    expect(await rig.look(sharesMounts("container"))).toMatchObject(failing("is private there, shared:"));
    expect(await rig.look(privateMounts("container"))).toMatchObject(pass);
    await rig.type("container", "mount --make-rshared /");
    expect(await rig.look(sharesMounts("container")), "a peer group of its own").toMatchObject(fail);
    await rig.type("container", "exit", "unshare -m --propagation shared bash");
    expect(await rig.look(sharesMounts("container"))).toMatchObject(pass);
    expect(await rig.look(privateMounts("container"))).toMatchObject({
      ...fail,
      next: expect.stringContaining("--make-rprivate"),
    });
  });

  test("is seen when it was asked for, and only when it is so", async () => {
    rig.forget();
    expect(await rig.look(showsPropagation("container", "shared"))).toMatchObject(failing("nothing was printed"));
    await rig.type("container", "findmnt -o TARGET,PROPAGATION /");
    expect(await rig.look(showsPropagation("container", "shared"))).toMatchObject(pass);
    expect(await rig.look(showsPropagation("container", "private"))).toMatchObject(fail);
    await rig.type("container", "mount --make-rprivate /");
    expect(await rig.look(showsPropagation("container", "shared")), "it was so, and is no longer").toMatchObject(fail);
  });
});

describe("files", () => {
  test("are told from directories, and from what is not there", async () => {
    expect(await rig.look(isDirectory("host", "/data1"))).toMatchObject(pass);
    expect(await rig.look(isDirectory("host", "/data1/note"))).toMatchObject({
      ...failing("is a file"),
      cause: "Something else stands under that name.",
    });
    expect(await rig.look(isDirectory("host", "/data3"))).toMatchObject({
      ...failing("there is no /data3"),
      next: "Type on the host: mkdir -p /data3",
    });
  });

  test("are judged by being executable and by what they hold", async () => {
    const note = (wanted: object) => rig.look(hasFile("host", "/data1/note", { next: NEXT, ...wanted }));
    expect(await note({})).toMatchObject(pass);
    expect(await note({ executable: true })).toMatchObject(failing("not executable"));
    expect(await note({ holding: "text" })).toMatchObject(pass);
    expect(await note({ holding: "another" })).toMatchObject(failing("holds something else"));
    await rig.type("host", "chmod +x /data1/note");
    expect(await note({ executable: true })).toMatchObject(pass);
    expect(await rig.look(hasFile("host", "/data1", { next: NEXT }))).toMatchObject(failing("is a directory"));
  });
});
