import { EventEmitter } from "node:events";
import type { InputStream, OutputStream } from "../../src/ui/streams.ts";

/** A terminal's output that keeps what was written. */
export class FakeOutput extends EventEmitter implements OutputStream {
  readonly isTTY = true;
  columns: number;
  rows: number;
  text = "";

  constructor(columns = 80, rows = 24) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(text: string): boolean {
    this.text += text;
    this.emit("written");
    return true;
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emit("resize");
  }

  /** What was written since this was asked last. */
  take(): string {
    const { text } = this;
    this.text = "";
    return text;
  }

  /** Waits until what was written since the last `take` holds these words. */
  async until(words: string): Promise<void> {
    if (this.text.includes(words)) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`"${words}" was never written, but:\n${this.text}`)), 5000);
      const look = () => {
        if (!this.text.includes(words)) return;
        clearTimeout(timer);
        this.off("written", look);
        resolve();
      };
      this.on("written", look);
    });
  }
}

/** A keyboard whose keys a test presses. */
export class FakeInput extends EventEmitter implements InputStream {
  readonly isTTY = true;
  raw = false;

  setRawMode(raw: boolean): void {
    this.raw = raw;
  }

  press(keys: string): void {
    this.emit("data", Buffer.from(keys));
  }

  resume(): void {}
  pause(): void {}
}
