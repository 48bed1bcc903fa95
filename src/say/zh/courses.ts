import type { Phrases } from "../words.ts";

/** What the author of a lesson must put right in its words, or where they and its deeds disagree. */
export const COURSES: Phrases = {
  'The step "{step}" has no words: add a section {form} to {file}.': "步骤“{step}”没有文字：请在 {file} 里加上一节 {form}。",
  'The step "{step}" proves nothing: give it at least one check.': "步骤“{step}”什么也没有证明：请至少给它一项检查。",
  'The step "{step}" has words but no deeds: define it in {file}, or remove the section.':
    "步骤“{step}”只有文字，没有操作：请在 {file} 里定义它，或者删去这一节。",
  'Two steps have the id "{id}"; progress is kept by it, so it must be unique.':
    "有两个步骤的 id 都是“{id}”；学习进度按 id 保存，所以不能重复。",
  'The steps stand in another order than in {file}: here comes "{here}", there "{there}".':
    "步骤的顺序与 {file} 不同：这里是“{here}”，那里是“{there}”。",
  'The questions stand in another order than in {file}: here comes "{here}", there "{there}".':
    "问题的顺序与 {file} 不同：这里是“{here}”，那里是“{there}”。",

  "A lesson begins with its title: a line `# Title`.": "一课要以标题开头：写成一行 `# 标题`。",
  "Below the title, say in one line `> …` what the lesson teaches.": "请在标题下面用一行 `> …` 说明这一课讲什么。",
  '"{heading}" stands outside a step: put it below a line `## step-id: Title`.':
    "“{heading}”不属于任何步骤：请把它放到一行 `## step-id: 标题` 下面。",
  "The lesson has a second `## closing`: make them one.": "这一课有两个 `## closing`：请合并成一个。",
  '"### {part}" stands below the closing, which has no parts: write it as a paragraph.':
    "`### {part}` 在 closing 里，而 closing 不分小节：请写成一段文字。",
  "The lesson has no `## closing`: what was built, what the real runtimes do, how to look at it on any machine.":
    "这一课没有 `## closing`：请写明建成了什么、真正的容器运行时怎么做、怎样在任何机器上查看。",
  "There is a control character in this line, such as the one before a colour: take it out.":
    "这一行里有控制字符，例如用来改变颜色的：请去掉。",
  'A step\'s heading is `## step-id: Title`; this one is "{heading}".':
    "步骤的标题要写成 `## step-id: 标题`，这里却是“{heading}”。",
  'The step "{step}" stands here a second time; the first is on line {line}.':
    "步骤“{step}”在这里又出现了一次；第一次在第 {line} 行。",
  '"### {part}" is not known; a step has {parts}.': "不认识 `### {part}`；步骤里可以有 {parts}。",
  'The step "{step}" has a second "### {part}": make them one.': "步骤“{step}”有两个 `### {part}`：请合并成一个。",
  'The step "{step}" has no prose: say why before how.': "步骤“{step}”没有正文：请先说为什么，再说怎么做。",
  '"### {part}" is a list; this stands outside of it: "{text}".': "`### {part}` 里是列表；这一行不在列表里：“{text}”。",
  '"### {part}" is empty: give it a list, or remove it.': "`### {part}` 是空的：请写上列表，或者删去它。",
  'In "### {part}", each item is a term in backticks and its text, as in: - `-m`: a new mount namespace. This one is "{item}".':
    "`### {part}` 里每一项都是反引号中的词加上说明，例如：- `-m`: 新的挂载命名空间。这一项却是“{item}”。",
  "The lesson's words cannot be read: {detail}.": "这一课的文字无法读取：{detail}。",
  'The lesson calls itself "{own}", the course calls it "{given}": they must be the same.':
    "这一课自称“{own}”，课程里却叫“{given}”：两者必须相同。",

  'A question\'s heading is `## question ID: The question`; this one is "{heading}".':
    "问题的标题要写成 `## question ID: 问题`，这里却是“{heading}”。",
  'The question "{question}" stands here a second time; the first is on line {line}.':
    "问题“{question}”在这里又出现了一次；第一次在第 {line} 行。",
  '"### {part}" is not known; a question has {parts}.': "不认识 `### {part}`；问题里可以有 {parts}。",
  'The question "{question}" has no "### because": say why each answer is right or wrong.':
    "问题“{question}”没有 `### because`：请说明每个答案为什么对、为什么错。",
  'Two questions have the id "{id}".': "有两个问题的 id 都是“{id}”。",
  'The question "{question}" has no words: add a section {form} to {file}.':
    "问题“{question}”没有文字：请在 {file} 里加上一节 {form}。",
  'The question "{question}" has words but no deeds: define it in {file}, or remove the section.':
    "问题“{question}”只有文字，没有定义：请在 {file} 里定义它，或者删去这一节。",
  'The question "{question}" does not say in "### because" why `{answer}` is right or wrong.':
    "问题“{question}”没有在 `### because` 里说明 `{answer}` 为什么对或为什么错。",
  'The question "{question}" explains `{answer}` in "### because", which is no answer to it.':
    "问题“{question}”在 `### because` 里说明了 `{answer}`，而它不是这个问题的答案。",
  'The question "{question}" asks for a number: it has no "### answers" to choose from.':
    "问题“{question}”要求填一个数：不能有供选择的 `### answers`。",
  'The question "{question}" takes `{answer}` for right, which does not stand in "### answers".':
    "问题“{question}”以 `{answer}` 为正确答案，而它不在 `### answers` 里。",
  'The question "{question}" has {count} answers to choose from: give it three or more.':
    "问题“{question}”只有 {count} 个答案可选：请给出三个或更多。",
  'The question "{question}" lets one answer be chosen, but {count} are right.':
    "问题“{question}”只能选一个答案，正确的却有 {count} 个。",
  'The question "{question}" lets several answers be chosen, but {count} is right.':
    "问题“{question}”可以选几个答案，正确的却只有 {count} 个。",

  'The step "{id}"': "步骤“{id}”",
  'The question "{id}"': "问题“{id}”",
  "{section} is not translated: add its section `{form}`, as in {file}:{line}.":
    "{section}没有译文：请参照 {file}:{line} 加上一节 `{form}`。",
  "{section} is not in {file}: use the id that stands there, or remove the section.":
    "{section}不在 {file} 里：请使用那里的 id，或者删去这一节。",
  '{section} has no "### look", other than in {where}.': "{section}没有 `### look`，与 {where} 不一致。",
  '{section} has a "### look", other than in {where}.': "{section}有 `### look`，与 {where} 不一致。",
  "{section} has {count} hints, and {wanted} in {where}: one for each.":
    "{section}有 {count} 条提示，而 {where} 有 {wanted} 条：请一一对应。",
  '{section} has its "### {part}" in another order, or one twice, other than in {where}.':
    "{section}的 `### {part}` 与 {where} 顺序不同，或者有一项重复了。",
  '{section} lacks `{term}` in "### {part}", which {where} has.': "{section}的 `### {part}` 里缺少 `{term}`，而 {where} 里有。",
  '{section} has `{term}` in "### {part}", which {where} has not: terms in backticks stay as they are.':
    "{section}的 `### {part}` 里有 `{term}`，而 {where} 里没有：反引号里的词要保持原样。",
};
