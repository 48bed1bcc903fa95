import type { LessonEntry } from "../src/course/entry.ts";

/** The course, in order. */
export const COURSE: readonly LessonEntry[] = [
  { number: 1, id: "mounts", folder: "01-mounts", load: () => import("./01-mounts/lesson.ts") },
  { number: 2, id: "chroot", folder: "02-chroot", load: () => import("./02-chroot/lesson.ts") },
  { number: 3, id: "pid", folder: "03-pid", load: () => import("./03-pid/lesson.ts") },
  { number: 4, id: "uts", folder: "04-uts", load: () => import("./04-uts/lesson.ts") },
  { number: 5, id: "ipc", folder: "05-ipc", load: () => import("./05-ipc/lesson.ts") },
  { number: 6, id: "veth", folder: "06-veth", load: () => import("./06-veth/lesson.ts") },
  { number: 7, id: "bridge", folder: "07-bridge", load: () => import("./07-bridge/lesson.ts") },
  { number: 8, id: "snat", folder: "08-snat", load: () => import("./08-snat/lesson.ts") },
  { number: 9, id: "dnat", folder: "09-dnat", load: () => import("./09-dnat/lesson.ts") },
  { number: 10, id: "nsenter", folder: "10-nsenter", load: () => import("./10-nsenter/lesson.ts") },
  { number: 11, id: "cpu", folder: "11-cpu", load: () => import("./11-cpu/lesson.ts") },
  { number: 12, id: "memory", folder: "12-memory", load: () => import("./12-memory/lesson.ts") },
  { number: 13, id: "container", folder: "13-container", load: () => import("./13-container/lesson.ts") },
];
