import type { Phrases } from "../words.ts";

/** What is said in more than one subject. */
export const COMMON: Phrases = {
  "Clear the terminal with the command clear. {next}": "先用 clear 命令清屏。{next}",
  "in the terminal {terminal}: {next}": "在终端 {terminal} 里：{next}",
  "Type in the terminal {terminal}: {next}": "在终端 {terminal} 里输入：{next}",
  "The packet arrives; its answer does not come back. {cause}": "数据包到达了，应答却没有回来。{cause}",
  "{next}; then {putHostRight}": "{next}；然后 {putHostRight}",
  "Remove it first: {remove}. Then: {next}": "先删除它：{remove}。然后：{next}",
  "Remove it first, since the host sees it: {remove}. Then, where the host does not see it: {next}":
    "宿主机也看得见它，先删除：{remove}。然后在宿主机看不见的地方：{next}",
  "Undo it on the host (umount {path}). Then: {next}": "先在宿主机上撤销（umount {path}）。然后：{next}",
};
