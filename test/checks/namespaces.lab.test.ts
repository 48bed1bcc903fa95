import { afterAll, describe, expect, test } from "vitest";
import { inOwnNamespace, sameNamespace, showsNamespace } from "../../checks/namespaces.ts";
import { CheckRig } from "../support/check-rig.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

const pass = { type: "pass" };
const fail = { type: "fail" };

describe("namespaces of its own", () => {
  const check = inOwnNamespace("container", ["pid", "mnt", "uts"]);

  test("cannot be judged before the terminal is open", async () => {
    expect(await rig.look(check)).toMatchObject({ type: "error", observed: "the terminal container is not open" });
  });

  test("are missing on the host, and where only some are there", async () => {
    await rig.type("container", "true");
    expect(await rig.look(check)).toMatchObject({
      ...fail,
      observed: expect.stringContaining("a PID, a mount and a UTS namespace with the host"),
    });
    await rig.type("container", "unshare -fpm --mount-proc bash");
    expect(await rig.look(check)).toMatchObject({
      ...fail,
      observed: expect.stringContaining("shares a UTS namespace"),
      next: expect.stringContaining("unshare -fpmu --mount-proc bash"),
    });
    await rig.type("container", "exit");
  });

  test("are there once all are", async () => {
    await rig.type("container", "unshare -fpmu --mount-proc bash");
    expect(await rig.look(check)).toMatchObject(pass);
    expect(await rig.look(inOwnNamespace("container", ["ipc"]))).toMatchObject({
      ...fail,
      next: expect.stringContaining("exit; unshare -i bash"),
    });
  });

  test("are not one's own when another terminal made them", async () => {
    const pid = await rig.front("container");
    await rig.type("container2", `nsenter -t ${pid} -m -u -p bash`);
    expect(await rig.look(inOwnNamespace("container2", ["pid", "mnt", "uts"]))).toMatchObject({
      ...fail,
      observed: expect.stringContaining("made in the terminal container"),
      next: expect.stringContaining("container2: exit; unshare"),
    });
    expect(await rig.look(check)).toMatchObject(pass);
  });

  test("are shared where they are the same, and not otherwise", async () => {
    expect(await rig.look(sameNamespace("container2", "container", ["pid", "mnt", "uts"]))).toMatchObject(pass);
    expect(await rig.look(sameNamespace("container", "host", ["net", "ipc"]))).toMatchObject(pass);
    expect(await rig.look(sameNamespace("container", "host", ["net", "uts"]))).toMatchObject({
      ...fail,
      observed: expect.stringMatching(/is in uts:\[\d+\], the host in uts:\[\d+\]/),
    });
  });
});

describe("the number of a namespace", () => {
  const [onHost, inside] = [showsNamespace("host", "uts"), showsNamespace("container", "uts")];

  test("is not seen before it is shown, and not when another link is read", async () => {
    await rig.type("host", "readlink /proc/self/ns/net");
    expect(await rig.look(onHost)).toMatchObject(fail);
    rig.forget();
    expect(await rig.look(onHost)).toMatchObject({ ...fail, observed: "nothing was printed" });
  });

  test("is seen in each terminal, by whatever command shows it", async () => {
    await rig.type("host", "readlink /proc/self/ns/uts");
    await rig.type("container", "ls -l /proc/$$/ns");
    expect(await rig.look(onHost)).toMatchObject(pass);
    expect(await rig.look(inside)).toMatchObject(pass);
  });

  test("is not its own when the shell has left its namespace", async () => {
    await rig.type("container", "exit", "readlink /proc/self/ns/uts");
    expect(await rig.look(inside)).toMatchObject({
      ...fail,
      observed: expect.stringContaining("is in the host's UTS namespace"),
    });
  });
});
