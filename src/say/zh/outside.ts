import type { Phrases } from "../words.ts";

/** What the author of a course from elsewhere must put right in its code. A complaint goes on after the name of what it is about. */
export const OUTSIDE: Phrases = {
  "it cannot be read": "无法读取",
  "it is no file any more": "它已经不是文件了",
  "This is no TypeScript: {what}. Put it right at this place or just before it.":
    "这不是 TypeScript：{what}。请改正这里或紧靠它前面的地方。",
  "This is no JavaScript: {what}. Put it right at this line or just before it.":
    "这不是 JavaScript：{what}。请改正这一行或紧靠它前面的地方。",
  'There is no "{name}" in what is imported here: look at its spelling, or at what that file exports.':
    "这里导入的文件没有导出 {name}：请检查拼写，或者看看那个文件导出了什么。",
  "This throws while it is run: {what}. Put it right, or catch it.": "运行到这里抛出了错误：{what}。请改正，或者捕获它。",
  "something that cannot be shown": "无法显示的内容",
  "not an Error: {what}": "不是 Error：{what}",
  'There is no file "{file}": make it, or correct its name. It is looked for from this file on, and named with its ending.':
    "没有 {file} 这个文件：请建立它，或者改正名字。路径从当前文件算起，要写明扩展名。",
  'There is no file "{file}". Did you mean "{near}"? It is looked for from this file on, and named with its ending.':
    "没有 {file} 这个文件。是不是 {near}？路径从当前文件算起，要写明扩展名。",
  "\"{file}\" is outside of the course's folder: put the file into it, since a course imports {library}, Node's own modules (node:os) and files of its own folder (./words.ts).":
    "{file} 在课程目录之外：请把文件放进来。课程只能导入 {library}、Node 自带的模块（node:os）和自己目录里的文件（./words.ts）。",
  '"{name}" is a package: put what you need of it into a file of the course, since a course imports {library}, Node\'s own modules (node:os) and files of its own folder (./words.ts).':
    "{name} 是一个包：请把用到的部分放进课程的文件里。课程只能导入 {library}、Node 自带的模块（node:os）和自己目录里的文件（./words.ts）。",
  'nslab has no "{name}": a course imports {library}, Node\'s own modules (node:os) and files of its own folder (./words.ts).':
    "nslab 没有 {name}：课程只能导入 {library}、Node 自带的模块（node:os）和自己目录里的文件（./words.ts）。",
  "The course was changed while it was being opened. Try again.": "打开课程时它被改动了。请再试一次。",
  "Loading this file does not come to an end: it was stopped after {time} of computing. Look for a loop at its top level, or in what it imports.":
    "这个文件加载不完：计算了 {time}之后被中止。请在它的顶层或它导入的文件里找找死循环。",
  "Loading this file ends the whole program, or never ends: look for process.exit, an await that nothing ends, or an error in something it starts and does not wait for.":
    "加载这个文件会结束整个程序，或者永远结束不了：请找找 process.exit、永远等不到结果的 await，或者启动之后没有等待、却出了错的操作。",

  "The course": "这门课程",
  "The course's words": "课程的 words",
  "have {kind} for a language: write {form}": "里有一种语言是 {kind}：请写成 {form}",
  "have {kind} for {sentence}: write text on one line.": "给 {sentence} 的是 {kind}：请写一行文字。",
  "have other holes for {sentence}: write each of its holes there, and no other.":
    "给 {sentence} 的译文里空位不同：原句的每个空位都要写上，也不能多出别的。",
  "The lesson": "这一课",
  "The challenge": "挑战",
  "Step {number}": "第 {number} 步",
  "A question": "有一个问题",
  "{name} {complaint}": "{name} {complaint}",
  '{code}, from "nslab/course".': '{code}，来自 "nslab/course"。',
  "What this file exports throws when it is looked at: {why}. Export plain values: {form}":
    "查看这个文件导出的内容时抛出了错误：{why}。请导出普通的值：{form}",
  "There is no course in this folder: a course has a file course.ts with {form}":
    "这个目录里没有课程：课程要有一个文件 course.ts，内容是 {form}",
  "There is {other} beside it: keep the one that is meant, and remove the other.":
    "旁边还有 {other}：请留下要用的那个，删去另一个。",
  'The lesson starts from "{lesson}", which is no lesson of this course: write the id of one ({known}).':
    "这一课从“{lesson}”开始，而课程里没有那一课：请写课程里一课的 id（{known}）。",
  "none but this one": "除了这一课没有别的",
  'The lesson starts from the step "{step}" of "{lesson}", which has no such step: write the id of one.':
    "这一课从“{lesson}”的步骤“{step}”开始，而那一课没有这个步骤：请写那里一个步骤的 id。",

  "{name} has a {field} that throws when it is read: {why}. Write its value there.":
    "{name} 的 {field} 一读取就抛出错误：{why}。请直接写上它的值。",
  'has a field "{field}" that nslab does not know: correct its spelling or remove it. Known are {known}.':
    "有 nslab 不认识的字段“{field}”：请改正拼写，或者删去它。认识的有 {known}。",
  "is {kind}: write {form}": "是 {kind}：请写成 {form}",
  "is not exported: write {form}": "没有导出：请写上 {form}",
  "has no {what}": "没有 {what}",
  "has no {what}: add {form}": "没有 {what}：请加上 {form}",
  "has {kind} for its {what}": "的 {what} 是 {kind}",
  "has {kind} for its {what}: it is {form}, as in {example}": "的 {what} 是 {kind}：应当是{form}，例如 {example}",
  "has {kind} for its {what}: write {form}": "的 {what} 是 {kind}：请写成 {form}",
  "has {kind} for {what}: write true or false.": "的 {what} 是 {kind}：请写 true 或 false。",
  "{wrong}: write {words}.": "{wrong}：请写 {words}。",
  "{wrong}: write {form}": "{wrong}：请写成 {form}",
  "{wrong}: write a list, as in {form}": "{wrong}：请写成列表，例如 {form}",
  "has {count} {what}: more than {most} are too many for anybody.": "有 {count} 个 {what}：超过 {most} 个谁也看不过来。",
  "text on one line, without control characters": "一行文字，不含控制字符",
  "small letters, digits and dashes": "小写字母、数字和连字符",
  "a number, a dash and an id": "编号、连字符加 id",

  "an empty text": "空文字",
  "the text {text}": "文字 {text}",
  nothing: "空的（undefined）",
  "an empty list": "空列表",
  "a list": "列表",
  "the number {number}": "数 {number}",
  "the value {value}": "值 {value}",
  "an object": "对象",
  "a {type}": "{type}",
  "an object that is neither {one} nor {other}": "对象，但不是 {one}，也不是 {other}",
  "{kind}, which is not one line of plain text": "{kind}，而不是一行纯文字",
  "{one} or {other}": "{one} 或 {other}",

  'has no lessons: add the folder of one, as in lessons: ["01-first"]':
    '一课也没有：请加上一课的目录，例如 lessons: ["01-first"]',
  lesson: "课",
  'id: "my-course"; progress is kept by it': 'id: "my-course"；学习进度按它保存',
  '"01-first", the name of its folder': '"01-first"，即它的目录名',
  'has two lessons with the id "{id}", {one} and {other}: progress is kept by the id, so rename one of the folders.':
    "有两课的 id 都是“{id}”，即 {one} 和 {other}：学习进度按 id 保存，请把其中一个目录改名。",
  "names the lesson {lesson}, but there is no file {file}: write it, or take the lesson out of the list.":
    "列出了 {lesson} 这一课，却没有文件 {file}：请写出它，或者把这一课从列表里去掉。",
  "has {files}: keep the one that is meant, and remove the other.": "里有 {files}：请留下要用的那个，删去另一个。",
  "names the lesson {lesson}, but there is no file {file} with its words: write it, beginning with a line # Title.":
    "列出了 {lesson} 这一课，却没有写着文字的文件 {file}：请写出它，开头一行是 # 标题。",

  "has no steps: add one, as in {form}": "一个步骤也没有：请加上一个，例如 {form}",
  "startsFrom: [], where it starts from an empty lab": "startsFrom: []，表示从空的实验环境开始",
  "starts from something with neither or both of lesson and command: write {form}":
    "的 startsFrom 里有一项既没有 lesson 也没有 command，或者两者都有：请写成 {form}",
  "lesson to start from": "作为起点的课",
  "steps to start from": "作为起点的步骤",
  "step to start from": "作为起点的步骤名",
  "has an id that means another section of the Markdown: choose another one.": "的 id 在 Markdown 里另有所指：请换一个。",
  "a function of the lab: {form} => a number or null": "以实验环境为参数的函数：{form} => 数或 null",
  'mistake "{name}"': "错误答案“{name}”",
  "has a {what} whose function returned {kind}: let it return a number or null.":
    "的 {what} 函数返回了 {kind}：请让它返回数或 null。",

  'command: "ip link", a list of such lines, or a function that returns them':
    'command: "ip link"，或者由这样的行组成的列表，或者返回它们的函数',
  "has {wrong} in its command: write {form}": "的 command 里有 {wrong}：请写成 {form}",
  "has a command whose function returned {wrong}: let it return {form}": "的 command 函数返回了 {wrong}：请让它返回 {form}",

  'checks: [pings("host", "192.168.102.10")], from "nslab/checks"':
    'checks: [pings("host", "192.168.102.10")]，来自 "nslab/checks"',
  "proves nothing: give it at least one check, as in {form}": "什么也没有证明：请至少给它一项检查，例如 {form}",
  "has a function among its checks: call it, as in {form}": "的 checks 里有一个函数：请调用它，例如 {form}",
  "has {kind} among its checks, which is no check: write {form}": "的 checks 里有 {kind}，而它不是检查：请写成 {form}",
  "has a check with {unknown}: a check has {fields}.": "有一项检查带有 {unknown}：检查只有 {fields} 这些字段。",
  "check's id": "检查的 id",
  "one word, in any letters": "一个词，文字不限",
  "has {kind} for a check's within: write milliseconds, from 0 to {most}, as in within: 0":
    "有一项检查的 within 是 {kind}：请写毫秒数，从 0 到 {most}，例如 within: 0",
  "check's name": "检查的 name",
  "check's kind": "检查的 kind",
  "check's judge": "检查的 judge",
  "check's programs": "检查的 programs",
  "terminal of a check": "检查的终端",
  program: "程序",
  "it throws: {why}": "它抛出了错误：{why}",
  "it returned {kind} and no verdict": "它返回了 {kind}，而不是结论",
  "This check of the course could not look at the lab: a defect of the course.":
    "这门课程的这项检查没能查看实验环境：这是课程的缺陷。",
  "Tell the course's author the line above.": "请把上面那一行告诉课程的作者。",
};
