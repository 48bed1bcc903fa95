import { randomInt } from "node:crypto";

/** The same items in a random order (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [order[last], order[other]] = [order[other] as Item, order[last] as Item]; // both are within the array
  }
  return order;
}
