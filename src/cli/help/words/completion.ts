import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords } from "../help-words.ts";

export const completion: HelpWords = {
  description: [
    say`Prints a script that teaches your shell to complete nslab's commands, options, lessons and terminals when you press Tab. Without a shell's name it says how to install it; in a pipe it prints the script for the shell that SHELL names.`,
  ],
  examples: [
    ["nslab completion", say`says what to type, for each shell`],
    ["echo 'source <(nslab completion bash)' >>~/.bashrc", say`for bash; it works in every shell opened from then on`],
    ["echo 'source <(nslab completion zsh)' >>~/.zshrc", say`for zsh`],
    ["nslab completion fish >~/.config/fish/completions/nslab.fish", say`for fish`],
  ],
  environment: [["SHELL", say`your shell, where none is named`]],
  files: [],
  exits: [EXITS.ok, EXITS.usage],
  see: ["nslab --help"],
};
