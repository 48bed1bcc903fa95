// `nslab/kernel`: what hints and commands of a lesson ask of the lab's state, for courses that are not nslab's own.
export { listeners } from "./listening-ports.ts";
export { parseRule, type RuleParts } from "./parse-rule.ts";
export { bytesAt, type Content, contentAt, type FileFacts, fileAt } from "./process-files.ts";
export * from "./queries.ts";
export { nameServersOf } from "./resolv-conf.ts";
export { linkWithAddress } from "./routing.ts";
export type * from "./snapshot.ts";
