import { beforeEach, describe, expect, it } from "vitest";
import { TerminalState } from "../../src/ui/terminal-state.ts";

let written: string[];
let terminal: TerminalState;

beforeEach(() => {
  written = [];
  terminal = new TerminalState((text) => void written.push(text));
});

describe("what was changed of the terminal", () => {
  it("is undone at once and by one write, the last change first", () => {
    terminal.change(() => "<cursor>");
    terminal.change(() => "<region>");
    terminal.restore();
    expect(written).toEqual(["<region><cursor>"]);
  });

  it("is undone once, and not where it has been undone already", () => {
    const undone = terminal.change(() => "<screen>");
    terminal.change(() => "<cursor>");
    undone();
    terminal.restore();
    terminal.restore();
    expect(written).toEqual(["<cursor>"]);
  });

  it("may be the same twice, and is undone twice then", () => {
    const undo = () => "<again>";
    terminal.change(undo)();
    terminal.change(undo);
    terminal.change(undo);
    terminal.restore();
    expect(written).toEqual(["<again><again>"]);
  });

  it("is undone as far as can be where one of them cannot be", () => {
    terminal.change(() => "<cursor>");
    terminal.change(() => {
      throw new Error("what drew it is what has failed");
    });
    terminal.restore();
    expect(written).toEqual(["<cursor>"]);
    const gone = new TerminalState(() => {
      throw new Error("write EIO");
    });
    gone.change(() => "<cursor>");
    expect(() => gone.restore()).not.toThrow();
  });

  it("is nothing where nothing is to be written", () => {
    let raw = true;
    terminal.change(() => {
      raw = false;
      return "";
    });
    terminal.restore();
    expect({ raw, written }).toEqual({ raw: false, written: [] });
  });
});
