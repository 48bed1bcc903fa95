import { afterAll, describe, expect, test } from "vitest";
import { hostnameIs, renamedAlone, showsHostname } from "../../checks/hostname.ts";
import { CheckRig } from "../support/check-rig.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

const pass = { type: "pass" };
const failing = (observed: string) => ({ type: "fail", observed: expect.stringContaining(observed) });

describe("a hostname", () => {
  test("is the host's before anything is done", async () => {
    await rig.type("container", "true");
    expect(await rig.look(hostnameIs("host", "host"))).toMatchObject(pass);
    expect(await rig.look(hostnameIs("container", "web"))).toMatchObject(failing("it is host, in the host's own UTS namespace"));
    expect(await rig.look(renamedAlone("container", "web"))).toMatchObject(failing("they are in one UTS namespace"));
  });

  test("is not a container's own when the host was renamed", async () => {
    await rig.type("container", "hostname web");
    expect(await rig.look(hostnameIs("host", "host"))).toMatchObject(failing("it is web"));
    expect(await rig.look(hostnameIs("container", "web"))).toMatchObject(pass);
    expect(await rig.look(renamedAlone("container", "web"))).toMatchObject({
      type: "fail",
      next: expect.stringContaining("hostname host"),
    });
    await rig.type("host", "hostname host");
  });

  test("is its own in a UTS namespace, once it was set there", async () => {
    await rig.type("container", "unshare -u bash");
    expect(await rig.look(renamedAlone("container", "web"))).toMatchObject({
      ...failing("is called host"),
      next: expect.stringContaining("hostname web"),
    });
    await rig.type("host", "hostname web");
    expect(await rig.look(renamedAlone("container", "web")), "set on the host instead").toMatchObject({ type: "fail" });
    await rig.type("container", "hostname web");
    expect(await rig.look(renamedAlone("container", "web")), "both have the name").toMatchObject({ type: "fail" });
    await rig.type("host", "hostname host");
    expect(await rig.look(renamedAlone("container", "web"))).toMatchObject(pass);
  });

  test("is seen where it stands on a line of its own, and is true", async () => {
    rig.forget();
    expect(await rig.look(showsHostname("container"))).toMatchObject(failing("nothing was printed"));
    await rig.type("container", "echo host; echo not web");
    expect(await rig.look(showsHostname("container"))).toMatchObject(failing("the kernel says web"));
    await rig.type("container", "uname -n");
    expect(await rig.look(showsHostname("container"))).toMatchObject(pass);
    expect(await rig.look(showsHostname("host"))).toMatchObject({ type: "fail" });
  });
});
