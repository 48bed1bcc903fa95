import { afterAll, describe, expect, test } from "vitest";
import { showsNamespace } from "../../checks/namespaces.ts";
import { commandFailed, shown } from "../../checks/output.ts";
import { CheckRig } from "../support/check-rig.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

const pass = { type: "pass" };
const failing = (observed: string) => ({ type: "fail", observed: expect.stringContaining(observed) });

describe("a command that was meant to fail", () => {
  const check = commandFailed("host", { code: 127, pattern: /chroot: .*no\/such/, fact: "a failed chroot" });
  const silent = commandFailed("host", { code: (code) => code !== 0, fact: "that nothing was found" });

  test("cannot be judged in a terminal that is not open, and has not failed before it was typed", async () => {
    expect(await rig.look(check)).toMatchObject({ type: "error" });
    await rig.type("host", "true");
    rig.forget();
    expect(await rig.look(check)).toMatchObject(failing("nothing was printed"));
    expect(await rig.look(silent)).toMatchObject(failing("no command has ended yet"));
  });

  test("has not failed with another message, another code, or in another terminal", async () => {
    await rig.type("host", "chroot /nowhere");
    expect(await rig.look(check)).toMatchObject(failing("chroot: cannot change root directory"));
    await rig.type("host", "chroot . no/such; true");
    expect(await rig.look(check)).toMatchObject(failing("exit code was 0"));
    expect(await rig.look(silent)).toMatchObject(failing("exit code was 0"));
    await rig.type("container", "chroot . no/such");
    expect(await rig.look(silent)).toMatchObject({ type: "fail" });
  });

  test("has failed with its message and its code, whatever was tried before", async () => {
    await rig.type("host", "chroot . no/such");
    expect(await rig.look(check)).toMatchObject({ ...pass, shown: expect.stringMatching(/^chroot: .*no\/such.*$/) });
    expect(await rig.look(silent)).toMatchObject(pass);
  });
});

describe("output", () => {
  test("in the terminal host tells when its shell is not on the host", async () => {
    const check = shown("host", /never printed/, "a word");
    expect(await rig.look(check)).toMatchObject({ type: "fail", cause: expect.stringContaining("is something else") });
    await rig.type("host", "unshare -m bash");
    expect(await rig.look(check)).toMatchObject({ type: "fail", cause: expect.stringContaining("is not on the host") });
    expect(await rig.look(showsNamespace("host", "mnt"))).toMatchObject({
      type: "fail",
      next: expect.stringContaining("exit in the terminal host"),
    });
    await rig.type("host", "exit");
  });

  test("counts from the beginning of the step, in its terminal", async () => {
    rig.forget();
    await rig.type("container", "echo a word");
    expect(await rig.look(shown("host", /a word/, "a word"))).toMatchObject(failing("nothing was printed"));
    expect(await rig.look(shown("container", /a word/, "a word"))).toMatchObject(pass);
    rig.forget();
    expect(await rig.look(shown("container", /a word/, "a word"))).toMatchObject({ type: "fail" });
  });
});
