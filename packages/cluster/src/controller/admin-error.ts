import type { ErrorCode } from '@moldau/protocol';

/** Why one topic or resource of an admin request was refused. The message is printed by clients. */
export interface AdminError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Ends a decision about one topic or resource. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Ends the decision with the error, if there is one. */
export function refuseWith(error: AdminError | undefined): void {
  if (error !== undefined) throw new Refusal(error.code, error.message);
}

/** What `decide` returns, or the refusal that it throws. */
export function refusalOf<T>(decide: () => T): { value: T } | { error: AdminError } {
  try {
    return { value: decide() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}
