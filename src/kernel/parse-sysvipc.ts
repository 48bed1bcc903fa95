/** The System V objects of one IPC namespace (sysvipc(7)). */
export interface SystemVObjects {
  readonly segments: readonly SystemVObject[];
  readonly queues: readonly SystemVObject[];
  readonly semaphores: readonly SystemVObject[];
}

export interface SystemVObject {
  readonly id: number;
  /** As ipcs(1) prints it: `0xdf0b0419`. */
  readonly key: string;
  /** Bytes of a segment, bytes waiting in a queue, semaphores of an array. */
  readonly size: number;
}

/** Reads /proc/sysvipc/shm, msg and sem (proc_sysvipc(5)), joined in any order: each begins with a line of headings. */
export function parseSystemV(text: string): SystemVObjects {
  const found = { shmid: [] as SystemVObject[], msqid: [] as SystemVObject[], semid: [] as SystemVObject[] };
  const sizeHeading = { shmid: "size", msqid: "cbytes", semid: "nsems" } as const;
  let kind: keyof typeof found | null = null;
  let headings: readonly string[] = [];
  for (const line of text.split("\n")) {
    const words = line.trim().split(/\s+/);
    const [first = "", second = ""] = words;
    if (first === "key" && second in found) {
      kind = second as keyof typeof found;
      headings = words;
    } else if (kind !== null && first !== "") {
      found[kind].push({
        id: Number(second),
        key: hexadecimal(Number(first)),
        size: Number(words[headings.indexOf(sizeHeading[kind])]),
      });
    }
  }
  return { segments: found.shmid, queues: found.msqid, semaphores: found.semid };
}

/** The kernel prints keys as signed 32-bit numbers. */
function hexadecimal(key: number): string {
  return `0x${(key >>> 0).toString(16).padStart(8, "0")}`;
}
