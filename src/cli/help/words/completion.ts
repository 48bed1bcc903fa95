import { EXITS, type HelpWords } from "../help-words.ts";

export const completion: HelpWords = {
  description: [
    "Prints a script that teaches your shell to complete nslab's commands, options, lessons and terminals when you press Tab. Without a shell's name it says how to install it; in a pipe it prints the script for the shell that SHELL names.",
  ],
  examples: [
    ["nslab completion", "says what to type, for each shell"],
    ["echo 'source <(nslab completion bash)' >>~/.bashrc", "for bash; it works in every shell opened from then on"],
    ["echo 'source <(nslab completion zsh)' >>~/.zshrc", "for zsh"],
    ["nslab completion fish >~/.config/fish/completions/nslab.fish", "for fish"],
  ],
  environment: [["SHELL", "your shell, where none is named"]],
  files: [],
  exits: [EXITS.ok, EXITS.usage],
  see: ["nslab --help"],
};
