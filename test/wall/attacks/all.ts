import type { Attack } from "./attack.ts";
import { FILES } from "./files.ts";
import { LIMITS } from "./limits.ts";
import { INTERNET, LOAD } from "./load.ts";
import { MACHINE } from "./machine.ts";
import { NOTHING } from "./nothing.ts";
import { PROGRAMS_REPLACED } from "./programs.ts";
import { SUPERVISOR } from "./supervisor.ts";
import { TERMINAL } from "./terminal.ts";
import { TEXT } from "./text.ts";

export const ATTACKS: readonly Attack[] = [
  ...NOTHING,
  ...TERMINAL,
  ...FILES,
  ...SUPERVISOR,
  ...PROGRAMS_REPLACED,
  ...TEXT,
  ...LOAD,
  ...INTERNET,
  ...LIMITS,
  ...MACHINE,
];
