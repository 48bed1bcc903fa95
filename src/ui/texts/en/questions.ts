/** Words around the questions at a lesson's end. */
export const questions = {
  begin: (count: number) =>
    count === 1 ? "One question before the end of the lesson." : `${count} questions before the end of the lesson.`,
  title: (number: number, count: number, question: string) => `Question ${number} of ${count}: ${question}`,
  several: "More than one answer is right.",
  /** Above the answers, and the keys below them. */
  chooseOne: "Which one?",
  oneKeys: "arrows choose, Enter answers, Escape goes back",
  chooseSeveral: "Which ones?",
  severalKeys: "arrows move, space marks, Enter answers, Escape goes back",
  noneMarked: "Nothing was marked: Space marks an answer, and Enter then gives all that are marked.",
  number: "The number:",
  noNumber: "It is a whole number, written in digits.",
  /** Where answers are typed by their number. */
  askOne: "Number of your answer (empty goes back):",
  askSeveral: "Numbers of your answers, as in 1 3 (empty goes back):",
  unknown: (given: string) => `"${given}" is not one of them.`,
  right: "Right.",
  wrong: "Not yet.",
  /** All that was chosen is right, and something is missing. */
  more: "What you chose is right, and there is more.",
  gone: "What this question asks about is not in the lab, so it is left out.",
};
