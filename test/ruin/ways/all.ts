import { ESCAPES } from "./escapes.ts";
import { FILES } from "./files.ts";
import { KERNEL } from "./kernel.ts";
import { NETWORK } from "./network.ts";
import { PROCESSES } from "./processes.ts";
import { TERMINAL } from "./terminal.ts";
import type { Way } from "./way.ts";

/** Every way that is tried, in this order. */
export const WAYS: readonly Way[] = [...KERNEL, ...ESCAPES, ...NETWORK, ...TERMINAL, ...PROCESSES, ...FILES];
