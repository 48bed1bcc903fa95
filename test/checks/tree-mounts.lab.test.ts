import { afterAll, beforeAll, expect, test } from "vitest";
import { mountedInTree } from "../../checks/tree-mounts.ts";
import { CheckRig } from "../support/check-rig.ts";

const TREE = "/root/docker";
const LIBRARIES = "$(ldd /bin/bash /bin/mount /bin/umount | grep -o '/[^ ]*\\.so[^ ]*' | sort -u)";
const PIVOT = "mount --rbind . . && cd /root/docker && mkdir -p old && pivot_root . old && exec /usr/bin/bash";

const rig = await CheckRig.start();
beforeAll(async () => {
  await rig.type(
    "host",
    "mkdir -p usr/bin proc",
    "cp /bin/bash usr/bin/",
    `cp -u --parents /bin/mount /bin/umount ${LIBRARIES} .`,
  );
  await rig.type("container", "true");
});
afterAll(() => rig.down());

const check = mountedInTree("container", TREE, "/proc", { type: "proc", next: "look again" });
const pass = { type: "pass" };
const failing = (observed: string) => ({ type: "fail", observed: expect.stringContaining(observed) });

test("what is mounted in the tree on the host counts while nobody is in it", async () => {
  expect(await rig.look(check)).toMatchObject(failing("nothing is mounted on /root/docker/proc"));
  await rig.type("host", "mount -t tmpfs none proc");
  expect(await rig.look(check)).toMatchObject({ ...failing("(tmpfs)"), cause: "Something else was mounted there." });
  await rig.type("host", "umount proc", "mount --bind /proc proc");
  expect(await rig.look(check)).toMatchObject(pass);
  await rig.type("host", "umount proc");
});

test.each([
  ["chroot made it", ["chroot . usr/bin/bash"]],
  ["it is one wherever it is mounted", ["mount --bind . /mnt", "unshare --root=/mnt usr/bin/bash"]],
  ["it is in a mount namespace of its own", ["unshare -m chroot . usr/bin/bash"]],
  ["pivot_root made it", ["unshare -m bash", PIVOT]],
])("what is mounted by somebody who has it for a root counts: %s", async (_, enter) => {
  await rig.type("container", ...enter);
  expect(await rig.look(check)).toMatchObject(failing("nothing is mounted on /"));
  await rig.type("container", "mount -t proc proc /proc");
  expect(await rig.look(check)).toMatchObject(pass);
  await rig.type("container", "umount /proc", "exit");
});

test("what the host mounts there after somebody took a mount namespace of his own is not seen there", async () => {
  await rig.type("container", "unshare -m bash", PIVOT);
  await rig.type("host", "mount -t proc proc proc");
  expect(await rig.look(check)).toMatchObject({
    ...failing("nothing is mounted on /proc there; on the host there is a mount"),
    cause: expect.stringContaining("mount namespace of its own"),
  });
  await rig.type("container", "exit");
  expect(await rig.look(check)).toMatchObject(pass);
});
