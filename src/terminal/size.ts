export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}
