/*
 * How much of a lab one look takes in at most. All of it is far above what the course needs; whatever a learner makes, a
 * look comes to an end, and nslab stays at hand. What is beyond is told as unread (`Snapshot.unread`, `Network.complaint`).
 */

/** Processes: as many as a lab may have (src/lab/limits.ts). */
export const MOST_PROCESSES = 1024;
/** Milliseconds for all that is read of processes and mounts, on a machine of the usual pace. */
export const PROCESSES_MS = 2000;

/** Mount namespaces whose mounts are read. */
export const MOST_MOUNT_NAMESPACES = 64;
/** Mounts of one of them, and of all together. */
export const MOST_MOUNTS = 500;
export const MOST_MOUNTS_IN_ALL = 1500;
/** Bytes of one table: a mount's line may have 12 KiB. */
export const MOST_MOUNT_BYTES = 512 * 1024;

/** Network namespaces that are listed: the kernel's limit for a lab (src/lab/limits.ts). */
export const MOST_NETWORKS = 128;
/** Names under /run/netns, and files that hold a namespace, of one of them. */
export const MOST_NAMES = 16;
/** Network namespaces that are looked into. */
export const MOST_NETWORKS_READ = 24;
/** Pairs of UTS and IPC namespaces that are looked into. */
export const MOST_NAMES_READ = 24;
/** Milliseconds for one namespace, and for all of them, on a machine of the usual pace. */
export const NAMESPACE_MS = 2000;
export const NAMESPACES_MS = 6000;
/** Links, addresses, routes, neighbours or rules of one namespace; of System V objects, those of a kind. */
export const MOST_FACTS = 500;
/** The same of all namespaces together, of all kinds. */
export const MOST_FACTS_IN_ALL = 3000;
/** Bytes of one tool's answer about one namespace. */
export const MOST_ANSWER_BYTES = 1024 * 1024;
/** KiB that nft(8) may take, which holds a whole ruleset before it prints any of it: several times what that many rules need. */
export const NFT_MEMORY_KIB = 64 * 1024;
/** Bytes of complaints about one namespace. */
export const MOST_COMPLAINT_BYTES = 2000;

/** Cgroups of one hierarchy, those nearest to the lab's own first, and of all hierarchies. */
export const MOST_CGROUPS = 64;
export const MOST_CGROUPS_IN_ALL = 512;
/** Levels below the lab's own cgroup. */
export const DEEPEST_CGROUP = 32;
/** Milliseconds for all cgroups, on a machine of the usual pace. */
export const CGROUPS_MS = 2000;
