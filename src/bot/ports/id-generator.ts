/** Chance, for names of rows: 22 letters and digits of which nobody can guess the next. */
export interface IdGenerator {
  next(): string;
}
