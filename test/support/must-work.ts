/**
 * Whether tests can run that need something which not every machine has. Where everything must work
 * (NSLAB_MUST_WORK=1, as in CI) doing without is a failure, not a skip.
 *
 * @param lack completes the complaint: `this lab has no cgroups`
 */
export function canTest(isThere: boolean, lack: string): boolean {
  if (!isThere && process.env["NSLAB_MUST_WORK"] === "1") throw new Error(`NSLAB_MUST_WORK is set, and ${lack}`);
  return isThere;
}
