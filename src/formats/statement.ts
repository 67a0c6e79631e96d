/** The statements about synchronous and asynchronous programs that the bank teaches: A1 to A21. */
export const statements = Array.from({ length: 21 }, (_, place) => `A${place + 1}`);

export type Statement = string;
