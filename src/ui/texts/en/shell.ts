/** What `nslab shell` says around a shell in the lab. */
export const shell = {
  noLab: "No lab of yours is running. Start one in another window: nslab start",
  beingMade: "Your lab is just being made. Try again in a moment: nslab shell",
  noTerminal: (name: string, guess: string | null, open: readonly string[]) =>
    `The lab has no terminal "${name}" open.${guess === null ? "" : ` Did you mean "${guess}"?`} Open are: ${open.join(", ")}.`,
  tooMany:
    "This lab has as many shells from other windows as it can have. Leave one of them, then try again. In the lesson, t gives you its own terminals.",
  silent: "The nslab that has your lab does not answer: it may be stopped. Go on in its window (fg, or a key), then try again.",
  noSocket:
    "The nslab that has your lab cannot be asked for a shell: it could make no socket for that. XDG_RUNTIME_DIR may be too long a path; with a shorter one, start nslab again.",
  gone: "The lab has just ended. Start one in another window: nslab start",

  /** Above the first prompt, and where the shell is. */
  entered: (place: string) => `You are in your lab, ${where(place)}. exit or Ctrl-] brings you back to your machine.`,
  status: {
    place: (place: string) => `nslab shell: ${place}`,
    keys: { long: "exit or Ctrl-] leaves the lab", short: "^] leaves" },
  },
  left: "You are back on your own machine.",

  /** With a bell, on a line of its own. */
  ended: "The lab has ended: this is your own machine again. What you typed meanwhile was thrown away.",
  next: "Enter goes into the next lab of the lesson, q leaves.",
  waiting: "There is no next lab yet: waiting for it. q leaves.",
  notOpen: (name: string) => `The terminal "${name}" is not open in this lab yet. Enter tries again, q leaves.`,
  silentYet: "The lab does not answer. Enter tries again, q leaves.",
  ownerGone: "The nslab that had it has ended, too. nslab start, in another window, begins where you were.",
};

function where(place: string): string {
  if (place === "host") return "on its host";
  return place === "neighbor" ? "on the neighbor, another machine of its LAN" : `where its terminal "${place}" is now`;
}
