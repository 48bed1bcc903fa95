import type { Attack } from "./attack.ts";
import { FILES } from "./files.ts";
import { NOTHING } from "./nothing.ts";

export const ATTACKS: readonly Attack[] = [...NOTHING, ...FILES];
