/** Whether a client asks too much: charged with every request, as long as anybody is limited. */
import type { ClientConnection } from '../handlers/handler.ts';

export interface RequestThrottle {
  /** False: nobody is limited, so nothing is measured or charged. */
  readonly isActive: boolean;
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** For how long nothing more is to be read from the client once the request is answered (KIP-219). */
  charge(request: ChargedRequest): number;
}

export interface ChargedRequest {
  readonly apiKey: number;
  readonly connection: ClientConnection;
  readonly clientId: string | null;
  /** Its size as it came. */
  readonly bytes: number;
  /** When its handling began. It has just ended, as far as it was not left waiting. */
  readonly startedMs: number;
}

export const unthrottled: RequestThrottle = { isActive: false, nowMs: () => 0, charge: () => 0 };
