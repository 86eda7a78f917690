import type { ErrorCode } from '@moldau/protocol';

/** A request that a consumer group does not grant. Thrown before anything has changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
