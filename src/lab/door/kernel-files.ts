import { statfsSync } from "node:fs";
import { type Handle, isRefusal, pathOf, tried } from "./handle.ts";

/**
 * File systems whose files are the kernel's answers, by their numbers in statfs(2): what they say depends on who asks,
 * so nslab must not ask for a learner; and reading one may wait, or do something.
 */
const KERNELS: ReadonlySet<number> = new Set([
  0x9f_a0, // proc
  0x62_65_65_72, // sysfs
  0x27_e0_eb, // cgroup
  0x63_67_72_70, // cgroup2
  0x1c_d1, // devpts
  0x19_80_02_02, // mqueue
  0x64_62_67_20, // debugfs
  0x74_72_61_63, // tracefs
  0x73_63_66_73, // securityfs
  0xf9_7c_ff_8c, // selinuxfs
  0x62_65_65_70, // configfs
  0xca_fe_4a_11, // bpf
  0x6c_6f_6f_70, // binderfs
  0xde_5e_81_e4, // efivarfs
  0x61_65_67_6c, // pstore
  0x50_49_50_45, // pipefs
  0x53_4f_43_4b, // sockfs
  0x09_04_19_34, // anon_inodefs
  0x6e_73_66_73, // nsfs
]);

const NSFS = 0x6e_73_66_73;
const PROC = 0x9f_a0;

/** Whether the file is one of the kernel's own; so is one of which that cannot be told. */
export function isKernels(handle: Handle): boolean {
  const type = typeOf(handle);
  return type === null || KERNELS.has(type);
}

/** Whether the file stands for a namespace (namespaces(7)). */
export function isNamespace(handle: Handle): boolean {
  return typeOf(handle) === NSFS;
}

export function isOfProc(handle: Handle): boolean {
  return typeOf(handle) === PROC;
}

function typeOf(handle: Handle): number | null {
  const found = tried(() => statfsSync(pathOf(handle)));
  return isRefusal(found) ? null : found.type;
}
