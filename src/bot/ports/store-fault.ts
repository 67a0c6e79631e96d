/** A write or read that the database declined, for a reason that an operator can mend. */
export class StoreFault extends Error {
  readonly code: "store-full" | "store-busy" | "store-read-only";

  constructor(code: StoreFault["code"], cause: unknown) {
    super(code, { cause });
    this.name = "StoreFault";
    this.code = code;
  }
}
