/** Makes ids for new rows: 22 random letters and digits, so that nobody can guess the next one. */
export interface IdGenerator {
  next(): string;
}
