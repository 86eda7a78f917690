/** Randomness as a parameter: real entropy in production, a seeded sequence in a simulation. */
export interface Random {
  bytes(length: number): Buffer;
  /** Uniform in `0 … bound - 1`; `bound` is at most 2^32. */
  integer(bound: number): number;
  /** An RFC 9562 version 4 UUID in its 36-character form, as in generated member ids. */
  uuid(): string;
}
