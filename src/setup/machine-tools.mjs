/** @typedef {import("../lab/system-packages.mjs").Tool} Tool */

/**
 * @param {string} name
 * @param {import("../lab/system-packages.mjs").Tool["package"]} packages
 * @returns {Tool}
 */
const tool = (name, packages) => ({ name, lessons: [], package: packages, instead: null });

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
