/** What this process has computed so far, in milliseconds: unlike the time of day, other programs on a busy machine do not count in it. */
export function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
