import { splitSections } from "./sections.ts";
import type { Process } from "./snapshot.ts";

/** A UTS namespace and a file on the machine that holds it, for nsenter. */
export interface HostnameFile {
  readonly inode: number;
  readonly file: string;
}

/** The UTS namespaces that a process is in. */
export function utsNamespaces(processes: readonly Process[]): readonly HostnameFile[] {
  const files = new Map<number, string>();
  for (const { machinePid, namespaces } of processes) {
    if (namespaces.uts !== 0 && !files.has(namespaces.uts)) files.set(namespaces.uts, `/proc/${machinePid}/ns/uts`);
  }
  return [...files].map(([inode, file]) => ({ inode, file }));
}

/** What `uname -n` printed in each in turn; one that has ended meanwhile has no name. */
export function parseHostnames(stdout: string, mark: string, files: readonly HostnameFile[]): ReadonlyMap<number, string> {
  const answers = splitSections(stdout, mark).filter(({ name }) => name === "hostname");
  return new Map(
    files.flatMap(({ inode }, index) => {
      const answer = answers[index];
      return answer?.code === 0 ? [[inode, answer.text.trim()] as const] : [];
    }),
  );
}
