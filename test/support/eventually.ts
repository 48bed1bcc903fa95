const PAUSE_MS = 5;

/**
 * Looks again and again until it is so.
 * @param look what is waited for; its value is returned once it is neither false, null nor undefined
 * @param within milliseconds after which the test has failed
 */
export async function eventually<Found>(
  what: string,
  look: () => Found | Promise<Found>,
  within = 60_000,
): Promise<Exclude<Found, false | null | undefined>> {
  const deadline = performance.now() + within;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found as Exclude<Found, false | null | undefined>;
    if (performance.now() > deadline) throw new Error(`within ${within} ms it did not come true that ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
  }
}
