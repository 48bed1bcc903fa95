import type { Attack } from "./attack.ts";
import { NOTHING } from "./nothing.ts";

export const ATTACKS: readonly Attack[] = [...NOTHING];
