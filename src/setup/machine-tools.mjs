/** @typedef {import("../lab/system-packages.mjs").Tool} Tool */

/**
 * @param {string} name
 * @param {import("../lab/system-packages.mjs").Tool["package"]} packages
 * @returns {Tool}
 */
const tool = (name, packages) => ({ name, lessons: [], package: packages, isReplaced: false });

/** What npm run test:vm makes machines with and boots them by. @type {readonly Tool[]} */
export const MACHINE_TOOLS = [
  tool("qemu-system-x86_64", {
    apt: "qemu-system-x86",
    dnf: "qemu-system-x86",
    apk: "qemu-system-x86_64",
    pacman: "qemu-system-x86",
    zypper: "qemu-x86",
  }),
  ...["mmdebstrap", "mke2fs", "setpriv", "dpkg-deb"].map((name) => {
    const apt = { mmdebstrap: "mmdebstrap", mke2fs: "e2fsprogs", setpriv: "util-linux", "dpkg-deb": "dpkg" }[name] ?? name;
    return tool(name, { apt, dnf: apt, apk: name === "setpriv" ? "setpriv" : apt, pacman: apt, zypper: apt });
  }),
];

/** What it takes besides to make and boot machines of another processor. @type {readonly Tool[]} */
export const FOREIGN_MACHINE_TOOLS = [
  tool("qemu-system-aarch64", {
    apt: "qemu-system-arm",
    dnf: "qemu-system-aarch64",
    apk: "qemu-system-aarch64",
    pacman: "qemu-system-aarch64",
    zypper: "qemu-arm",
  }),
  tool("qemu-aarch64-static", {
    apt: "qemu-user-static",
    dnf: "qemu-user-static-aarch64",
    apk: "qemu-aarch64",
    pacman: "qemu-user-static",
    zypper: "qemu-linux-user",
  }),
];
