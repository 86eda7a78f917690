/** Who may come how fast: asked of every connection before it is served. */
export interface ConnectionThrottle {
  /** @param address of the client, not mapped to IPv6 */
  arrival(listenerName: string, address: string, nowMs: number): ArrivalDecision;
}

export interface ArrivalDecision {
  /** Otherwise it is closed. */
  readonly isServed: boolean;
  /** When that happens; until then nothing is read from it. */
  readonly afterMs: number;
}
