/** An error that has a number on the wire: what a handler throws and a client is told. */
import type { ErrorCode } from './error-code.ts';
import { errorMessage, errorName } from './error-properties.ts';

export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ErrorCode;

  /** Without a message of its own the error gets the sentence of its code. */
  constructor(code: ErrorCode, message: string = errorMessage(code), options?: ErrorOptions) {
    super(`${errorName(code)}: ${message}`, options);
    this.code = code;
  }
}
