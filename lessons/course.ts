import type { OwnLessonEntry } from "../src/course/entry.ts";

/** The course, in order. */
export const COURSE: readonly OwnLessonEntry[] = [
  { number: 1, id: "mounts", folder: "lessons/01-mounts", load: () => import("./01-mounts/lesson.ts") },
  { number: 2, id: "chroot", folder: "lessons/02-chroot", load: () => import("./02-chroot/lesson.ts") },
  { number: 3, id: "pid", folder: "lessons/03-pid", load: () => import("./03-pid/lesson.ts") },
  { number: 4, id: "uts", folder: "lessons/04-uts", load: () => import("./04-uts/lesson.ts") },
  { number: 5, id: "ipc", folder: "lessons/05-ipc", load: () => import("./05-ipc/lesson.ts") },
  { number: 6, id: "veth", folder: "lessons/06-veth", load: () => import("./06-veth/lesson.ts") },
  { number: 7, id: "bridge", folder: "lessons/07-bridge", load: () => import("./07-bridge/lesson.ts") },
  { number: 8, id: "snat", folder: "lessons/08-snat", load: () => import("./08-snat/lesson.ts") },
  { number: 9, id: "dnat", folder: "lessons/09-dnat", load: () => import("./09-dnat/lesson.ts") },
  { number: 10, id: "nsenter", folder: "lessons/10-nsenter", load: () => import("./10-nsenter/lesson.ts") },
  { number: 11, id: "cpu", folder: "lessons/11-cpu", load: () => import("./11-cpu/lesson.ts") },
  { number: 12, id: "memory", folder: "lessons/12-memory", load: () => import("./12-memory/lesson.ts") },
  { number: 13, id: "container", folder: "lessons/13-container", load: () => import("./13-container/lesson.ts") },
];
