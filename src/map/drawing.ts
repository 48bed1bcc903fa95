/** A map with positions, in cells of a terminal: columns from the left, rows from the top, both from 0. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DrawnBox[];
  readonly wires: readonly DrawnWire[];
  readonly texts: readonly DrawnText[];
}

export interface DrawnBox {
  readonly x: number;
  readonly y: number;
  /** With its border. */
  readonly width: number;
  readonly height: number;
}

/** A straight line from the middle of one cell to that of another, in the same row or column. */
export interface DrawnWire {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** A bridge rather than a cable. */
  readonly thick: boolean;
}

/** What a text is, for who has colours: never told by colour alone. */
export type Role = "plain" | "title" | "quiet" | "new" | "changed" | "gone" | "dies";

export interface DrawnText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly role: Role;
}
