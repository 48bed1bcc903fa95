import { afterAll, describe, expect, test } from "vitest";
import { hasIpc, hostHasNoIpc, showsIpc } from "../../checks/ipc.ts";
import { CheckRig } from "../support/check-rig.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

const pass = { type: "pass" };
const failing = (observed: string) => ({ type: "fail", observed: expect.stringContaining(observed) });
const LISTED = { of: ["host"], not: ["container"] } as const;

describe("System V objects", () => {
  test("are none to begin with", async () => {
    expect(await rig.look(hostHasNoIpc())).toMatchObject(pass);
    for (const kind of ["segments", "queues", "semaphores"] as const) {
      expect(await rig.look(hasIpc("host", kind))).toMatchObject(failing("0 segments, 0 queues and 0 semaphore arrays"));
    }
  });

  test("are told by their kind", async () => {
    await rig.type("host", "ipcmk -M 4096");
    expect(await rig.look(hasIpc("host", "segments"))).toMatchObject({
      ...pass,
      observed: expect.stringContaining("1 segment, 0 queues"),
    });
    expect(await rig.look(hasIpc("host", "queues"))).toMatchObject({ type: "fail", next: "Type on the host: ipcmk -Q" });
    expect(await rig.look(hostHasNoIpc())).toMatchObject({ type: "fail" });
  });

  test("are a terminal's own only in an IPC namespace of its own, and only those made there", async () => {
    await rig.type("container", "ipcs");
    expect(await rig.look(hasIpc("container", "segments"))).toMatchObject(failing("in the host's IPC namespace"));
    expect(await rig.look(showsIpc("container", { of: ["host"], not: [] }))).toMatchObject(pass);
    await rig.type("container", "unshare -i bash");
    expect(await rig.look(hasIpc("container", "segments"))).toMatchObject(failing("0 segments"));
    await rig.type("host", "ipcmk -Q");
    expect(await rig.look(hasIpc("container", "queues")), "made on the host").toMatchObject(failing("0 queues"));
    await rig.type("container", "ipcmk -Q");
    expect(await rig.look(hasIpc("container", "queues"))).toMatchObject(pass);
  });

  test("are listed apart, and only where ipcs was asked", async () => {
    rig.forget();
    expect(await rig.look(showsIpc("host", LISTED))).toMatchObject(failing("nothing was printed"));
    await rig.type("host", "echo no list");
    expect(await rig.look(showsIpc("host", LISTED))).toMatchObject(failing("no list of ipcs was shown"));
    await rig.type("host", "ipcs");
    expect(await rig.look(showsIpc("host", LISTED))).toMatchObject(pass);
    await rig.type("container", "echo no list");
    expect(await rig.look(showsIpc("container", { of: [], not: ["host"] }))).toMatchObject(failing("no list of ipcs was shown"));
    await rig.type("container", "ipcs");
    expect(await rig.look(showsIpc("container", { of: ["container"], not: ["host"] }))).toMatchObject(pass);
    await rig.type("container", "exit", "ipcs");
    expect(await rig.look(showsIpc("container", { of: [], not: ["host"] })), "a list of the host's").toMatchObject(
      failing("shown as well: 0x"),
    );
  });

  test("are gone when they were removed", async () => {
    await rig.type("host", "ipcrm --all");
    expect(await rig.look(hostHasNoIpc())).toMatchObject(pass);
  });
});
