import { parseArgs } from "node:util";
import { type Attack, type Quit, QUITS, type User, USERS } from "./attacks/attack.ts";

export const USAGE = `npm run test:wall                        every attack that is harmless here, as root and as an ordinary user
npm run test:wall -- NAME…               these attacks, by name or kind; a part of a name will do
npm run test:wall -- quick               the few that belong to npm run test:all
npm run test:wall -- --list              what there is
npm run test:wall -- --package DIR       against the nslab that is built there
npm run test:wall -- --user root         by that user alone: root, or user
npm run test:wall -- --quit q            all end by that: ${QUITS.join(", ")}
npm run test:wall -- --vm [NAME…]        in virtual machines: what is tried nowhere else and a few more, or these
npm run test:wall -- --report FILE       the results as JSON, too
`;

export type Request =
  | { readonly type: "list" }
  | { readonly type: "wrong"; readonly message: string }
  | {
      readonly type: "run";
      readonly attacks: readonly Attack[];
      readonly users: readonly User[];
      readonly quit: Quit | null;
      readonly packageRoot: string | null;
      readonly report: string | null;
      /** `vm`: machines are made for it; `anything`: this is one. */
      readonly place: "here" | "vm" | "anything";
    };

/** What was asked for on the command line. */
export function parseRequest(argv: readonly string[], all: readonly Attack[]): Request {
  const wrong = (message: string): Request => ({ type: "wrong", message });
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      options: {
        list: { type: "boolean" },
        package: { type: "string" },
        user: { type: "string" },
        quit: { type: "string" },
        report: { type: "string" },
        vm: { type: "boolean" },
        "in-a-machine-of-its-own": { type: "boolean" },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.list === true) return { type: "list" };
  const users = USERS.filter((user) => user === (values.user ?? user));
  if (users.length === 0) return wrong(`There is no user called ${values.user}: root, or user.`);
  const quit = QUITS.find((each) => each === values.quit) ?? null;
  if (values.quit !== undefined && quit === null) return wrong(`Nothing is ended by ${values.quit}: ${QUITS.join(", ")}.`);
  const unknown = positionals.filter((name) => !all.some((attack) => isMeant(attack, name)));
  if (unknown.length > 0) return wrong(`There is no attack called ${unknown.join(", ")}.`);
  return {
    type: "run",
    attacks: all.filter((attack) => positionals.length === 0 || positionals.some((name) => isMeant(attack, name))),
    users,
    quit,
    packageRoot: values.package ?? null,
    report: values.report ?? null,
    place: values.vm === true ? "vm" : values["in-a-machine-of-its-own"] === true ? "anything" : "here",
  };
}

function isMeant({ name, kind, isQuick }: Attack, given: string): boolean {
  return kind === given || name.includes(given) || (isQuick && given === "quick");
}
