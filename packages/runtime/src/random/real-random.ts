import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from './random.ts';

/** The operating system's entropy. */
export const realRandom: Random = {
  bytes: (length) => randomBytes(length),
  integer: (bound) => randomInt(bound),
  uuid: () => randomUUID(),
};
