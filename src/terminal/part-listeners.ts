import type { StreamPart } from "./marks.ts";

/** Those who follow what a terminal shows. */
export class PartListeners {
  readonly #listeners = new Set<(part: StreamPart) => void>();

  /** Returns the way to stop. */
  add(listener: (part: StreamPart) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Who begins to listen because of this part gets the next one. */
  tell(part: StreamPart): void {
    Array.from(this.#listeners, (listener) => listener(part));
  }

  /** Resolves with the next part that is wanted. */
  next(wanted: (part: StreamPart) => boolean): Promise<StreamPart> {
    return new Promise((resolve) => {
      const stop = this.add((part) => {
        if (!wanted(part)) return;
        stop();
        resolve(part);
      });
    });
  }
}

export const isPrompt = (part: StreamPart): boolean => part.type === "prompt";
