/** A time for people, from milliseconds: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${rest(whole % 60, "s")}`;
  return `${Math.floor(whole / 3600)} h${rest(Math.floor((whole % 3600) / 60), "min")}`;
}

function rest(amount: number, unit: string): string {
  return amount === 0 ? "" : ` ${amount} ${unit}`;
}

/** A time for a table, from milliseconds, in whole minutes rounded up: `1 min`, `65 min`; empty for none. */
export function formatMinutes(milliseconds: number): string {
  return milliseconds <= 0 ? "" : `${Math.ceil(milliseconds / 60_000)} min`;
}
