import { inWords } from "../../../say/words.ts";
import { CHINESE_WORDS } from "../../../say/zh/words.ts";
import { leavingKeys } from "../../leaving-keys.ts";
import type { Texts } from "../english.ts";

/** 对学习者说的话：按键、提示，以及其间发生的事。 */
export const learner: Texts["learner"] = {
  keys: {
    begin: ["开始"],
    run: ["运行"],
    runSolution: ["运行解法", "运行"],
    runAgain: ["再运行一次", "运行"],
    tryAgain: ["再试一次", "再试"],
    afresh: ["重做这一步", "重做"],
    fix: ["恢复"],
    solve: ["到终端里做", "去做"],
    type: ["自己输入", "输入"],
    lookAround: ["进入终端", "终端"],
    hint: ["提示"],
    checks: ["检查"],
    changes: ["看变化", "变化"],
    map: ["地图"],
    explain: ["逐项解释", "解释"],
    output: ["全部输出", "输出"],
    back: ["上一步"],
    redo: ["再做一次", "重做"],
    restart: ["从头开始", "从头"],
    restartNow: ["从头开始这一课", "从头"],
    answer: ["回答"],
    skip: ["跳过"],
    skipNow: ["确认跳过"],
    goOn: ["不管它，继续", "继续"],
    stay: ["取消"],
    lessons: ["目录"],
    language: ["语言/English", "语言"],
    quit: ["退出"],
    help: ["帮助"],
    more: ["更多"],
    next: ["下一步"],
    nextPage: ["下一页"],
    backToLesson: ["回到课程", "返回"],
    nextLesson: ["下一课"],
    finish: ["继续"],
    interrupt: ["在那里按 Ctrl-C", "Ctrl-C"],
  },
  enterKey: "Enter",
  anyKey: "其他键",

  stateHint: "实验环境的情况：",
  hint: (number, count) => `提示 ${number}/${count}：`,
  solution: "命令本身，见下。",
  flags: "逐项解释：",
  flag: (flag, meaning) => `\`${flag}\`：${meaning}`,
  noFlags: "除了这一步的文字，没有别的要解释。",
  looking: "正在查看……（按任意键：不再等待）",
  making: "正在新建实验环境……",
  checksNow: "这一步的各项检查，以实验环境的现状为准：",
  stillTrue: "这一步的检查现在仍然全部通过。",
  undone: "这一步已经通过，记录会保留。但它需要的条件现在不成立了。",
  lost: {
    title: "以下各项先前已通过，也没有哪一步会撤销它们，现在却不成立了：",
    fact: (number, title, fact) => `第 ${number} 步（${title}）：${fact}`,
    terminal: (terminal) => `终端 ${terminal} 里的 shell 停在前面各步所到之处（它已经结束）`,
    next: "已通过的记录会保留。按 f 恢复：重新执行那些步骤的命令；如果还不够，就在新的实验环境里回到这一步。也可以按 t 自己改好。",
    repairing: "正在恢复……",
    repaired: "已经恢复，它的检查通过了。",
    afresh: (number) => `只重新执行那些步骤的命令还不够，所以新建一个实验环境，回到第 ${number} 步，并重新执行之前各步的命令。`,
  },
  noOutput: "这一步的命令还没有输出任何东西。",
  pagerKeys: "Space next page, q back to the lesson",
  pageKeys: "空格键翻页，q 回到课程",
  pageEndKeys: "Enter 或 q 回到课程",

  firstStep: "这已经是本课的第一步。",
  back: (number) => `新建实验环境，回到第 ${number} 步，并重新执行之前各步的命令。`,
  afresh: (number) => `重做第 ${number} 步：新建实验环境，并重新执行之前各步的命令。`,
  restarting: "新建实验环境，从头开始这一课。",
  restartSure: "现在的实验环境将被丢弃，这一课会在新的实验环境里从头开始。已通过的记录会保留。",
  moved: (terminal) =>
    `终端 ${terminal} 现在所在的 shell，和这一步开始时的不是同一个：命令再输入一次，就会在错误的地方执行。按 Enter 在新的实验环境里回到这一步；或者按 t 自己接着做。`,

  lessons: {
    title: "课程目录",
    keys: "上下键移动，Enter 打开，Esc 返回",
    current: "你在这里",
    ask: "课的编号（直接回车则返回）：",
    unknown: (given) => `没有第 ${given} 课。`,
  },
  language: {
    title: "语言 / Language",
    keys: "上下键移动，Enter 选定，Esc 返回",
    ask: "语言的编号（直接回车则返回）：",
    unknown: (given) => `没有 ${given} 这个选项。`,
    chosen: "从现在起，课程用中文。",
  },

  leaveSure: "这一页不必退出：课程就在它下面继续。再按一次 **q** 退出 nslab；学到哪里会记住。",
  skipSure: "后面的步骤可能要用到这一步的结果。仍然跳过吗？",
  skipChallengeSure: "跳过这个挑战吗？",
  challengeGoal: (terminal) => `请在终端 ${terminal} 里完成，用什么命令都可以：只看结果。`,

  takeOver: {
    entered: (terminal) => `你在终端 ${terminal} 里。Ctrl-] 回到课程。`,
    switches: "Ctrl-^（多数键盘上是 Ctrl-6）切换到另一个终端。",
    switched: (terminal) => `这是终端 ${terminal}。`,
    noOther: "这一步只在这个终端里做，没有别的终端可去。",
    printedLast: (terminal) => `终端 ${terminal} 最后输出的是：`,
    toType: "要在这里输入：",
    toTypeLater: (terminal) => `在终端 ${terminal} 里输入之后，再在这里输入：`,
    running: (program) =>
      program === null
        ? "这里还有程序在运行。Ctrl-C 结束命令，exit 退出 shell。"
        : program.isShell
          ? `你在自己启动的 shell ${program.name} 里。按 Enter 会再显示提示符；exit 离开它。`
          : `这里还在运行 ${program.name}。退出它用：${leavingKeys(program.name)}`,
    allPassed: "完成：这一步的检查全部通过。按 Ctrl-] 继续课程。",
    left: "回到课程。",
    closed: (terminal) => `终端 ${terminal} 里的 shell 已经结束。下一个 shell 从宿主机开始，不会回到刚才那个 shell 进入的地方。`,
    leftPlace: (terminal, place) =>
      `终端 ${terminal} 里的 shell 现在在宿主机上。这一步开始时它在别处（${place}），后面也要在那里做：请再进入一次，或者按 Ctrl-] 离开，重新打开这一课。`,
    unseen: (terminal) =>
      `终端 ${terminal} 不显示你输入的内容：可能是在后台结束的程序把它留成了这样。请输入 \`stty sane\` 并按 Enter（输入时看不见）；之后就又能看见了。`,
    notTheLabs: (setting) =>
      `内核拒绝修改 \`${setting}\`：这是整台机器的设置。这个实验环境的 root 只是一个*用户命名空间*的 root：属于这个命名空间的东西（网络、挂载、主机名等），它什么都可以做；对整台机器则什么也不能做。不用 root 的容器也是这样工作的（\`man user_namespaces\`）。`,
    notInLab: (lacking) => {
      switch (lacking.type) {
        case "device-files":
          return "实验环境里不能创建设备文件：有了设备文件，就能直接读写这台机器的磁盘和内存。所以内核不让*用户命名空间*的 root（你在这里就是）这样做。程序需要的设备 /dev 里已经有了；FIFO（`mknod NAME p`）可以创建。";
        case "disks":
          return "实验环境里没有磁盘，也没有 loop 设备。磁盘上的内容由内核自己的驱动解析，驱动对内容不设防；所以*用户命名空间*的 root（你在这里就是）只能挂载内核自己生成的东西：tmpfs、proc、sysfs、overlay，以及用 `--bind` 挂载目录。";
        case "tun":
          return "实验环境里没有 /dev/net/tun，而 tun 和 tap 接口要用它创建。不需要设备文件的接口，例如 veth 对和网桥，可以在这里创建。";
        case "device":
          return `实验环境里没有 ${lacking.name}：它通向这台机器，而*用户命名空间*的 root（你在这里就是）不能碰这台机器。这里的 /dev 里有程序需要的设备：\`ls /dev\`。`;
        case "clock":
          return "实验环境没有自己的时钟。时钟是这台机器的，不属于实验环境能有的任何命名空间，只有这台机器的 root 才能设置。";
        case "kernel-log":
          return "内核日志是这台机器的：*用户命名空间*的 root（你在这里就是）不能读。";
        case "modules":
          return "模块要装进这台机器的内核，实验环境只是共用它：*用户命名空间*的 root（你在这里就是）不能装载模块。";
      }
    },
    elsewhere: (terminal, wanted) =>
      `你是在终端 ${terminal} 里输入的；这一步要在终端 ${wanted} 里做，那是另一个地方。按 Ctrl-^ 过去。`,

    status: {
      step: (position, title) => `${position} ${title}`,
      facts: (facts) => facts.join("，"),
      place: (terminal, place) => `${terminal}：${place}`,
      onHost: "宿主机",
      chroot: (root) => `chroot ${root}`,
      checks: (passed, count) => `检查通过 ${passed}/${count}`,
      keys: { long: "Ctrl-] 返回", short: "^] 返回" },
      switchKey: { long: "Ctrl-^ 切换", short: "^^ 切换" },
      keysPassed: { long: "Ctrl-] 继续", short: "^] 继续" },
    },
  },

  labEnded: (complaint) =>
    `**实验环境已经结束。** 也许是里面的一条命令把它关掉了（\`reboot\` 就会这样），也许是外面的程序把它结束了，也许是这台机器内存不足。${
      complaint === "" ? "" : `它最后的输出：${inWords(complaint, CHINESE_WORDS)}。`
    }它没有留下任何东西，你已通过的步骤都记着。按 Enter 新建一个实验环境，从这一步继续。`,
  interrupted: "它已经结束。",
  goesOn: "它仍在运行。再按一次 Ctrl-C 就退出 nslab；学到哪里会记住。",
  notInterrupted: "它还在运行。按 t 看看它在做什么，用你自己的办法结束它；或者按 q 退出。",
};
