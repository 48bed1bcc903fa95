import { join } from "node:path";

export type Architecture = "amd64" | "arm64";

/** A built image: a folder with the files named here. */
export interface Image {
  readonly folder: string;
  readonly architecture: Architecture;
}

export const IMAGE_FILES = { disk: "disk.img", kernel: "kernel", initrd: "initrd" } as const;

export interface Hardware {
  readonly image: Image;
  /** Files that the machine sees as read-only disks, after its own: /dev/vdb, /dev/vdc … */
  readonly disks: readonly string[];
  /** Added to the kernel's command line. */
  readonly kernelParameters: readonly string[];
  readonly processors: number;
  readonly memoryMiB: number;
  /** Where what the machine's console says is kept. */
  readonly consoleFile: string;
}

/**
 * The command of a machine without a network card, in software emulation, so that it runs anywhere and
 * reaches nothing. Its own disk is written to a temporary file that goes with it; the agent's port is
 * the command's standard input and output. It dies with the process that started it, however that ends.
 */
export function qemuCommand(hardware: Hardware): readonly [string, ...string[]] {
  const { image, disks, kernelParameters, processors, memoryMiB, consoleFile } = hardware;
  const file = (name: keyof typeof IMAGE_FILES) => join(image.folder, IMAGE_FILES[name]);
  const { program, options, console } = BOARDS[image.architecture];
  return [
    "setpriv",
    ...["--pdeathsig", "KILL", "nice", "-n", "19", program, ...options],
    ...["-nodefaults", "-no-reboot", "-display", "none", "-nic", "none"],
    ...["-accel", "tcg,thread=multi", "-smp", String(processors), "-m", String(memoryMiB)],
    ...["-kernel", file("kernel"), "-initrd", file("initrd")],
    ...["-append", [`console=${console}`, "root=/dev/vda", "rw", "quiet", ...kernelParameters].join(" ")],
    ...disk("system", file("disk"), "snapshot=on"),
    ...disks.flatMap((path, index) => disk(`extra${index}`, path, "read-only=on")),
    ...["-serial", `file:${consoleFile}`],
    ...["-device", "virtio-serial-pci", "-chardev", "stdio,id=agent,signal=off"],
    ...["-device", "virtserialport,chardev=agent,name=nslab"],
    ...["-object", "rng-random,id=entropy,filename=/dev/urandom", "-device", "virtio-rng-pci,rng=entropy"],
  ];
}

const BOARDS = {
  amd64: { program: "qemu-system-x86_64", options: ["-machine", "pc", "-cpu", "max"], console: "ttyS0" },
  arm64: { program: "qemu-system-aarch64", options: ["-machine", "virt", "-cpu", "cortex-a72"], console: "ttyAMA0" },
} as const;

function disk(name: string, path: string, mode: string): readonly string[] {
  return ["-drive", `if=none,id=${name},format=raw,file=${path},${mode}`, "-device", `virtio-blk-pci,drive=${name}`];
}
