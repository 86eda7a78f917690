/** Filled from error-codes.tsv: one constant object, the type of its values, and a table with retriability. */
export type ErrorCode = number;
