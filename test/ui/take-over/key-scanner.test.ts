import { expect, it } from "vitest";
import { KeyScanner } from "../../../src/ui/take-over/key-scanner.ts";

const LEAVE = "\u001d";
const SWITCH = "\u001e";

it.each([
  ["text", ["ls\r"], ["ls\r"]],
  ["Ctrl-C and Ctrl-Z", ["\u0003\u001a"], ["\u0003\u001a"]],
  ["a key to leave between others", [`a${LEAVE}b`], ["a", "leave", "b"]],
  ["keys to switch, one after the other", [SWITCH + SWITCH], ["switch", "switch"]],
  [
    "the same keys in what is pasted",
    [`\u001b[200~a${LEAVE}\nb${SWITCH}\u001b[201~${LEAVE}`],
    [`\u001b[200~a${LEAVE}\nb${SWITCH}\u001b[201~`, "leave"],
  ],
  [
    "a paste that comes in pieces",
    ["\u001b[200~a", `${LEAVE}b`, `\u001b[201~${SWITCH}`],
    ["\u001b[200~a", `${LEAVE}b`, "\u001b[201~", "switch"],
  ],
  ["nothing", [""], []],
  ["all bytes of a character, also where it comes in pieces", ["\u5bb9", LEAVE], ["\u5bb9", "leave"]],
  ["an end of a paste that never began", [`\u001b[201~${SWITCH}`], ["\u001b[201~", "switch"]],
  [
    "two pastes, a key between",
    [`\u001b[200~a\u001b[201~${SWITCH}\u001b[200~${LEAVE}\u001b[201~`],
    ["\u001b[200~a\u001b[201~", "switch", `\u001b[200~${LEAVE}\u001b[201~`],
  ],
  ["other sequences", [`\u001b[A${LEAVE}`], ["\u001b[A", "leave"]],
])("keys are parted into what is for the terminal and what is for nslab: %s", (_, pieces, wanted) => {
  const scanner = new KeyScanner(true);
  const pressed = pieces.flatMap((piece) => scanner.scan(Buffer.from(piece)));
  expect(pressed.map((each) => (each.type === "bytes" ? each.bytes.toString() : each.type))).toEqual(wanted);
});
