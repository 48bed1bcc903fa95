import type { Texts } from "../english.ts";

/** 每课末尾的问题。 */
export const questions: Texts["questions"] = {
  begin: (count) => `这一课结束之前，有 ${count} 个问题。`,
  title: (number, count, question) => `问题 ${number}/${count}：${question}`,
  several: "正确答案不止一个。",
  chooseOne: "选哪一个？",
  oneKeys: "上下键选择，Enter 回答，Esc 返回",
  chooseSeveral: "选哪几个？",
  severalKeys: "上下键移动，空格标记，Enter 回答，Esc 返回",
  noneMarked: "一个也没有标记：用空格键标记答案，标记好后按 Enter 回答。",
  number: "答案是几？",
  noNumber: "请输入一个整数。",
  askOne: "答案的编号（直接回车则返回）：",
  askSeveral: "各个答案的编号，例如 1 3（直接回车则返回）：",
  unknown: (given) => `没有 ${given} 这个选项。`,
  right: "正确。",
  wrong: "还不对。",
  more: "你选的都对，但还不全。",
  gone: "这个问题所问的对象不在实验环境里，略过。",
};
