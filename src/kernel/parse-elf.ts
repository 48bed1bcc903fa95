const MAGIC = 0x7f454c46;
/** Offsets of elf(5): the table of program headers, its entries' size and count, and in an entry the segment's place and size. */
const LAYOUT = {
  1: { word: 4, table: 28, entrySize: 42, entries: 44, offset: 4, size: 16 },
  2: { word: 8, table: 32, entrySize: 54, entries: 56, offset: 8, size: 32 },
} as const;
const PT_INTERP = 3;

/**
 * The loader a program asks for: the path that the kernel runs in its place (elf(5), `PT_INTERP`).
 * Null for a static program, and for what is no ELF program at all.
 */
export function interpreterOf(program: Buffer): string | null {
  if (program.length < 64 || program.readUInt32BE(0) !== MAGIC) return null;
  const bits = program[4];
  if (bits !== 1 && bits !== 2) return null;
  const isLittle = program[5] === 1;
  const layout = LAYOUT[bits];
  const half = (at: number) => (isLittle ? program.readUInt16LE(at) : program.readUInt16BE(at));
  const long = (at: number) => (isLittle ? program.readUInt32LE(at) : program.readUInt32BE(at));
  const word = (at: number) =>
    layout.word === 4 ? long(at) : Number(isLittle ? program.readBigUInt64LE(at) : program.readBigUInt64BE(at));
  const [table, entrySize, entries] = [word(layout.table), half(layout.entrySize), half(layout.entries)];
  for (let index = 0; index < entries; index += 1) {
    const entry = table + index * entrySize;
    if (entry + layout.size + layout.word > program.length) return null;
    if (long(entry) !== PT_INTERP) continue;
    const start = word(entry + layout.offset);
    return program.toString("utf8", start, start + word(entry + layout.size)).replace(/\0.*$/s, "");
  }
  return null;
}
