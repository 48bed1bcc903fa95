/*
 * Some kinds of sockets lead out of a network namespace: AF_VSOCK reaches the hypervisor and its other guests from
 * everywhere. A seccomp filter (seccomp(2)) leaves a lab those that the course needs.
 */

/** Address families of sockets that a lab may make (address_families(7)). */
const FAMILIES = { unix: 1, inet: 2, inet6: 10, netlink: 16, packet: 17 } as const;

/** Numbers of a processor's system calls (syscalls(2)) and of the processor itself (linux/audit.h). */
interface Abi {
  readonly audit: number;
  readonly socket: number;
  /** Calls that make sockets in a way a filter cannot look into: there are none. */
  readonly refused: readonly number[];
  /** The first of the numbers of x32, an abi that no system uses. */
  readonly from?: number;
}

/** The same on every processor: it makes sockets, too. */
const IO_URING_SETUP = 425;

const X64: Abi = { audit: 0xc000_003e, socket: 41, refused: [IO_URING_SETUP], from: 0x4000_0000 };
const IA32: Abi = { audit: 0x4000_0003, socket: 359, refused: [IO_URING_SETUP, 102] };
const ARM64: Abi = { audit: 0xc000_00b7, socket: 198, refused: [IO_URING_SETUP] };
const ARM: Abi = { audit: 0x4000_0028, socket: 281, refused: [IO_URING_SETUP, 102] };
const RISCV64: Abi = { audit: 0xc000_00f3, socket: 198, refused: [IO_URING_SETUP] };

const PROCESSORS: Readonly<Record<string, { readonly seccomp: number; readonly abis: readonly Abi[] }>> = {
  x64: { seccomp: 317, abis: [X64, IA32] },
  arm64: { seccomp: 277, abis: [ARM64, ARM] },
  arm: { seccomp: 383, abis: [ARM] },
  riscv64: { seccomp: 277, abis: [RISCV64] },
};

/** Offsets in struct seccomp_data, of the lower half of the first argument on processors of this byte order. */
const DATA = { number: 0, audit: 4, argument: 16 } as const;
/** Codes of classic BPF (linux/filter.h). */
const CODE = { load: 0x20, isEqual: 0x15, isAtLeast: 0x35, answer: 0x06 } as const;
const ALLOW = 0x7fff_0000;
const ERROR = 0x0005_0000;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

export interface Instruction {
  readonly code: number;
  /** How many of the next instructions are passed over, when it holds and when not. */
  readonly whenTrue: number;
  readonly whenFalse: number;
  readonly value: number;
}

export interface SocketFilter {
  readonly program: readonly Instruction[];
  /** Number of seccomp(2). */
  readonly seccomp: number;
}

/** @param processor as in `process.arch`; null: nobody has looked up its numbers */
export function socketFilter(processor: string): SocketFilter | null {
  const found = PROCESSORS[processor];
  if (found === undefined) return null;
  const program = [load(DATA.audit)];
  for (const abi of found.abis) {
    const answers = answersOf(abi);
    program.push(jump(CODE.isEqual, abi.audit, 0, answers.length), ...answers);
  }
  return { program: [...program, answer(ERROR | ENOSYS)], seccomp: found.seccomp };
}

function answersOf({ socket, refused, from }: Abi): readonly Instruction[] {
  const refuse = (code: number, value: number) => [jump(code, value, 0, 1), answer(ERROR | ENOSYS)];
  return [
    load(DATA.number),
    ...(from === undefined ? [] : refuse(CODE.isAtLeast, from)),
    ...refused.flatMap((number) => refuse(CODE.isEqual, number)),
    jump(CODE.isEqual, socket, 1, 0),
    answer(ALLOW),
    load(DATA.argument),
    ...Object.values(FAMILIES).flatMap((family) => [jump(CODE.isEqual, family, 0, 1), answer(ALLOW)]),
    answer(ERROR | EAFNOSUPPORT),
  ];
}

function load(offset: number): Instruction {
  return { code: CODE.load, whenTrue: 0, whenFalse: 0, value: offset };
}

function jump(code: number, value: number, whenTrue: number, whenFalse: number): Instruction {
  return { code, whenTrue, whenFalse, value };
}

function answer(value: number): Instruction {
  return { code: CODE.answer, whenTrue: 0, whenFalse: 0, value };
}

/** struct sock_filter, one after the other, in hexadecimal. */
export function encoded(program: readonly Instruction[]): string {
  const bytes = Buffer.alloc(8 * program.length);
  program.forEach(({ code, whenTrue, whenFalse, value }, index) => {
    bytes.writeUInt16LE(code, 8 * index);
    bytes.writeUInt8(whenTrue, 8 * index + 2);
    bytes.writeUInt8(whenFalse, 8 * index + 3);
    bytes.writeUInt32LE(value, 8 * index + 4);
  });
  return bytes.toString("hex");
}

/** perl(1), which most systems have, needs no compiler for a system call. A kernel without seccomp has a lab without it. */
const PERL = `
my ($number, $program) = (shift, pack "H*", shift);
syscall($number, 1, 0, pack "S x![P] P", length($program) / 8, $program);
exec { $ARGV[0] } @ARGV;
`;

/**
 * What perl(1) is given to run the words behind it under the filter, a text each; none where this machine cannot set it.
 *
 * @param hasProgram whether a program is installed
 */
export function filterArguments(processor: string, hasProgram: (program: string) => boolean): readonly string[] {
  const filter = socketFilter(processor);
  return filter === null || !hasProgram("perl") ? [] : [PERL, String(filter.seccomp), encoded(filter.program)];
}
