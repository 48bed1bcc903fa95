import { randomFrom } from "../support/random.ts";
import { type Fault, FAULTS, type Target } from "./faults-list.ts";

/** When a fault comes. */
export type Moment =
  /** While the lab is being made. */
  | "making"
  /** At a step's beginning, while nslab waits for a key. */
  | "opened"
  /** At a random point inside the step. */
  | "running"
  /** When the step has passed, before the next one: a step boundary. */
  | "passed"
  /** While the learner is in the lab's own shell. */
  | "taken-over"
  /** In the list of lessons. */
  | "menu";

/** A step of the course, as far as faults are concerned. */
export interface PlannedStep {
  readonly lesson: string;
  readonly step: string;
  readonly index: number;
  readonly needsCgroup: boolean;
  readonly hasWorld: boolean;
}

/** One fault: to whom, when, and at which step. The same for the same seed and number. */
export interface FaultPoint {
  readonly number: number;
  readonly step: PlannedStep;
  readonly moment: Moment;
  readonly fault: Fault;
  /** Milliseconds from the moment on. */
  readonly delay: number;
  /** As root where the tests run as root; else as whoever runs them. */
  readonly asRoot: boolean;
}

/** The longest delay by moment, in milliseconds: about as long as what it is to come into takes. */
const LONGEST: Readonly<Record<Moment, number>> = {
  making: 150,
  opened: 30,
  running: 400,
  passed: 30,
  "taken-over": 150,
  menu: 30,
};
const OFTEN: readonly Moment[] = ["opened", "running", "running", "passed", "taken-over", "menu", "making"];

interface Card {
  readonly moment: Moment;
  readonly fault: Fault;
}

/** Who is there already while the lab is being made. */
const EARLY: ReadonlySet<Target> = new Set<Target>(["nslab", "waiter", "window"]);

/**
 * Faults over the whole course: `perStep` at each step, so that every step has its share, and every
 * fault comes at every moment as the cards of a deck do.
 */
export function planPoints(steps: readonly PlannedStep[], seed: number, perStep: number): readonly FaultPoint[] {
  const random = randomFrom(seed);
  let deck: Card[] = [];
  const points: FaultPoint[] = [];
  for (const step of steps) {
    for (let count = 0; count < perStep; count += 1) {
      const fits = ({ fault }: Card) => step.hasWorld || !fault.targets.includes("world");
      if (!deck.some(fits)) deck = [...deck, ...shuffled(combinations(), random)];
      const [card] = deck.splice(deck.findIndex(fits), 1);
      if (card === undefined) continue; // a new deck has cards for every step
      const delay = Math.round(random() * LONGEST[card.moment]);
      const asRoot = step.needsCgroup || random() < 0.5;
      points.push({ number: points.length + 1, step, ...card, delay, asRoot });
    }
  }
  return points;
}

function combinations(): Card[] {
  return OFTEN.flatMap((moment) =>
    FAULTS.filter(({ targets }) => moment !== "making" || targets.every((target) => EARLY.has(target))).map((fault) => ({
      moment,
      fault,
    })),
  );
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** So many of them, spread over all. */
export function spread(points: readonly FaultPoint[], count: number): readonly FaultPoint[] {
  if (points.length <= count) return points;
  return Array.from({ length: count }, (_, index) => points[Math.floor((index * points.length) / count)]).filter(
    (point) => point !== undefined,
  );
}
