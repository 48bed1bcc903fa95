/** How a shell in a lab came to its end for whoever was in it. */
export type ShellEnd = "left" | "closed" | "lab-ended" | "no-more-keys";
