import { afterAll, describe, expect, test } from "vitest";
import { adoptsOrphan, hasZombie, initIs, isPid1, namespaceEnded, procIsOwn } from "../../checks/processes.ts";
import { showsForeignPids, showsPids, showsZombie } from "../../checks/processes-shown.ts";
import { CheckRig } from "../support/check-rig.ts";
import { eventually } from "../support/eventually.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

const pass = { type: "pass" };
const failing = (observed: string) => ({ type: "fail", observed: expect.stringContaining(observed) });

describe("PID 1 of its own PID namespace", () => {
  test("is not the shell on the host, nor one that unshare did not fork", async () => {
    await rig.type("container", "unshare -pm bash");
    expect(await rig.look(isPid1("container"))).toMatchObject(failing("it is in the host's PID namespace"));
    await rig.type("container", "exit");
  });

  test("is the shell that unshare forked, whatever its /proc is", async () => {
    await rig.type("container", "unshare -fpm bash");
    expect(await rig.look(isPid1("container"))).toMatchObject(pass);
    expect(await rig.look(procIsOwn("container"))).toMatchObject({
      type: "fail",
      cause: expect.stringContaining("mounted on the host"),
    });
    await rig.type("container", "umount -l /proc");
    expect(await rig.look(procIsOwn("container"))).toMatchObject(failing("nothing is mounted on /proc"));
    await rig.type("container", "exit", "unshare -fpm --mount-proc bash");
    expect(await rig.look(procIsOwn("container"))).toMatchObject(pass);
  });

  test("is one level for each namespace, and not a child of PID 1", async () => {
    expect(await rig.look(isPid1("container", 3))).toMatchObject(failing("has the PIDs"));
    await rig.type("container", "bash");
    expect(await rig.look(isPid1("container"))).toMatchObject({ type: "fail" });
    await rig.type("container", "unshare -fpm --mount-proc bash");
    expect(await rig.look(isPid1("container", 3))).toMatchObject(pass);
    expect(await rig.look(isPid1("container"))).toMatchObject({ type: "fail", next: expect.stringContaining("exit") });
    await rig.type("container", "exit", "exit", "exit");
    expect(await rig.look(procIsOwn("container"))).toMatchObject(failing("in the host's PID namespace"));
  });
});

describe("what /proc shows", () => {
  test("are the host's numbers inside, only where it is the host's", async () => {
    await rig.type("container", "ls -d /proc/[0-9]*");
    expect(await rig.look(showsForeignPids("container")), "on the host").toMatchObject(failing("in the host's PID namespace"));
    await rig.type("container", "unshare -fpm bash");
    rig.forget();
    expect(await rig.look(showsForeignPids("container"))).toMatchObject(failing("nothing was printed"));
    await rig.type("container", "ls -d /proc/[0-9]*");
    expect(await rig.look(showsForeignPids("container"))).toMatchObject(pass);
    await rig.type("container", "exit", "unshare -fpm --mount-proc bash");
    rig.forget();
    await rig.type("container", "ls -d /proc/[0-9]*");
    expect(await rig.look(showsForeignPids("container"))).toMatchObject({ type: "fail" });
  });

  test("are both numbers of a process in its NSpid on the host", async () => {
    const pid = await rig.front("container");
    await rig.type("host", "grep NSpid /proc/1/status");
    expect(await rig.look(showsPids("host", "container"))).toMatchObject(failing(`the PIDs ${pid}, 1`));
    await rig.type("host", `grep NSpid /proc/${pid}/status`);
    expect(await rig.look(showsPids("host", "container"))).toMatchObject(pass);
  });
});

describe("an orphan", () => {
  test("is not a job of the shell itself, nor one of the host", async () => {
    expect(await rig.look(adoptsOrphan("host" as "container"))).toMatchObject(failing("in the host's PID namespace"));
    await rig.type("container", "sleep 300 &");
    expect(await rig.look(adoptsOrphan("container"))).toMatchObject(failing("only children that it started itself"));
  });

  test("has PID 1 for its parent", async () => {
    await rig.type("container", "bash -c 'sleep 301 & true'");
    const found = await eventually("what bash has started has become sleep", async () => {
      const verdict = await rig.look(adoptsOrphan("container"));
      return !verdict.observed.startsWith("bash ") && verdict;
    });
    expect(found).toMatchObject({ ...pass, observed: expect.stringContaining("sleep") });
  });
});

describe("the end of a PID namespace", () => {
  test("has not come while PID 1 lives, though another has been killed", async () => {
    expect(await rig.look(namespaceEnded("container"))).toMatchObject({
      ...failing("bash (PID"),
      next: expect.stringMatching(/kill -9 \d+$/),
    });
    await rig.type("host", "kill -9 $(pgrep -x -f 'sleep 301')");
    expect(await rig.look(namespaceEnded("container"))).toMatchObject({ type: "fail" });
  });

  test("comes with PID 1, for all of it", async () => {
    const pid = await rig.front("container");
    await rig.type("host", `kill -9 ${pid}`);
    expect(await rig.judge(namespaceEnded("container"))).toMatchObject(pass);
    const { processes } = await rig.snapshot();
    expect(processes.filter((process) => process.name === "sleep")).toEqual([]);
  });

  test("cannot be judged in a terminal that is not open", async () => {
    expect(await rig.look(namespaceEnded("container2"))).toMatchObject({
      type: "error",
      observed: "the terminal container2 is not open",
    });
  });
});

describe("a PID 1 that does not collect", () => {
  test("is not there before it was started, nor where the shell stays PID 1", async () => {
    await rig.type("container2", "true");
    expect(await rig.look(initIs("container2", "sleep"))).toMatchObject(failing("no process runs"));
    await rig.leave("container2", "unshare -fpm --mount-proc bash -c 'sleep 302 & wait'");
    await eventually("bash is PID 1 and has a child", async () =>
      (await rig.snapshot()).processes.some((process) => process.command.join(" ") === "sleep 302"),
    );
    expect(await rig.look(hasZombie("container2"))).toMatchObject({ type: "fail" });
    expect(await rig.look(initIs("container2", "sleep"))).toMatchObject({
      type: "fail",
      cause: expect.stringContaining("exec is missing"),
    });
    await rig.type("host", "kill -9 $(pgrep -f '^bash -c sleep 302')");
    expect(await rig.judge(namespaceEnded("container2"))).toMatchObject(pass);
  });

  test("has a zombie once its child has ended, and it can be seen", async () => {
    await rig.leave("container2", "unshare -fpm --mount-proc bash -c 'sleep 303 & exec sleep 1000'");
    expect(await rig.judge(initIs("container2", "sleep"))).toMatchObject(pass);
    expect(await rig.look(hasZombie("container2"))).toMatchObject(failing("sleep (PID"));
    await rig.type("host", "ps -ef | grep '[s]leep 303'");
    expect(await rig.look(showsZombie("host"))).toMatchObject(failing("no process in the state Z"));
    await rig.type("host", "kill $(pgrep -x -f 'sleep 303')");
    expect(await rig.judge(hasZombie("container2"))).toMatchObject({
      ...pass,
      observed: expect.stringContaining("is in the state Z, its parent is sleep"),
    });
    rig.forget();
    await rig.type("host", "ps -ef | grep defunct");
    expect(await rig.look(showsZombie("host"))).toMatchObject(pass);
  });

  test("ends with all it has, and the terminal is free again", async () => {
    expect(await rig.look(namespaceEnded("container2"))).toMatchObject(failing("state Z"));
    await rig.type("host", "kill $(pgrep -x -f 'sleep 1000')");
    expect(await rig.look(namespaceEnded("container2")), "PID 1 ignores SIGTERM").toMatchObject({ type: "fail" });
    await rig.type("host", "kill -9 $(pgrep -x -f 'sleep 1000')");
    expect(await rig.judge(namespaceEnded("container2"))).toMatchObject(pass);
    expect(rig.session.terminals.get("container2")?.state).toBe("prompt");
  });
});
