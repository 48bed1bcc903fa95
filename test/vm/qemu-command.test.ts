import { describe, expect, test } from "vitest";
import { type Hardware, qemuCommand } from "./machine/qemu-command.ts";

const HARDWARE: Hardware = {
  image: { folder: "/images/one", architecture: "amd64" },
  disks: ["/disks/node.tar", "/disks/nslab.tar"],
  kernelParameters: ["systemd.unified_cgroup_hierarchy=0"],
  processors: 2,
  memoryMiB: 2048,
  consoleFile: "/work/console",
};

function after(argv: readonly string[], option: string): readonly string[] {
  return argv.flatMap((each, index) => (each === option ? [argv[index + 1] ?? ""] : []));
}

describe("the command of a machine", () => {
  const argv = qemuCommand(HARDWARE);

  test("gives it no network card", () => {
    expect(after(argv, "-nic")).toEqual(["none"]);
    expect(argv.join(" ")).not.toMatch(/netdev|virtio-net|e1000/);
  });

  test("ends it with the process that started it, and lets everything else on this machine go first", () => {
    expect(argv.slice(0, 7)).toEqual(["setpriv", "--pdeathsig", "KILL", "nice", "-n", "19", "qemu-system-x86_64"]);
  });

  test("throws away what is written to its disk, and lets it read the others in their order", () => {
    expect(after(argv, "-drive")).toEqual([
      "if=none,id=system,format=raw,file=/images/one/disk.img,snapshot=on",
      "if=none,id=extra0,format=raw,file=/disks/node.tar,read-only=on",
      "if=none,id=extra1,format=raw,file=/disks/nslab.tar,read-only=on",
    ]);
  });

  test("hands its parameters to the kernel, with the console where it is kept", () => {
    expect(after(argv, "-append")).toEqual(["console=ttyS0 root=/dev/vda rw quiet systemd.unified_cgroup_hierarchy=0"]);
    expect(after(argv, "-serial")).toEqual(["file:/work/console"]);
  });

  test("has another board and console for arm64", () => {
    const arm = qemuCommand({ ...HARDWARE, image: { folder: "/images/arm", architecture: "arm64" } });
    expect(arm).toContain("qemu-system-aarch64");
    expect(after(arm, "-append")[0]).toMatch(/^console=ttyAMA0 /);
  });
});
