/** What the handlers of admin requests share: the caller's patience, and failures that concern the whole request. */
import type { AdminError } from '@moldau/cluster';
import { Errors, ProtocolError } from '@moldau/protocol';
import type { Clock } from '@moldau/runtime';

/** The caller has not asked for authorized operations (B29). */
export const OPERATIONS_NOT_REQUESTED = -2_147_483_648;

/**
 * Waits for the outcome of a change, no longer than the request allows. After that the answer is REQUEST_TIMED_OUT for
 * everything in the request, and the change goes on (B148). A ProtocolError concerns everything in the request too.
 */
export async function settledWithin<T>(
  clock: Clock,
  timeoutMs: number,
  change: Promise<T>,
): Promise<{ readonly value: T } | { readonly error: AdminError }> {
  const { promise: deadline, resolve } = Promise.withResolvers<{ error: AdminError }>();
  const timer = clock.after(Math.max(timeoutMs, 0), () => resolve({ error: timedOut }));
  const outcome = await Promise.race([change.then((value) => ({ value }), asAdminError), deadline]);
  timer.cancel();
  return outcome;
}

const timedOut: AdminError = {
  code: Errors.REQUEST_TIMED_OUT,
  message: 'The change was not complete within the time that the request allows; it may still happen',
};

/** Rethrows what is no ProtocolError. */
export function asAdminError(error: unknown): { error: AdminError } {
  if (!(error instanceof ProtocolError)) throw error;
  return { error: { code: error.code, message: error.message } };
}
