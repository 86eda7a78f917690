/**
 * Who wants to know of requests and what they took. Nothing is measured, and nothing allocated for it, while nobody does.
 */
import type { Exchange } from './exchange.ts';

export interface RequestObserver {
  /** Asked at every request: whether its times are to be taken. */
  readonly isOn: boolean;
  /** Whether decoded requests are to be kept until they are answered. */
  readonly keepsRequests: boolean;
  /** The answer has left, or was silence. Only for requests whose times were taken. */
  completed(exchange: Exchange, times: RequestTimes, from: ObservedConnection): void;
  connectionOpened(listenerName: string): void;
  connectionClosed(listenerName: string): void;
}

export interface ObservedConnection {
  readonly id: string;
  readonly listenerName: string;
}

/**
 * When the stages of one request were over, as `microseconds` of the monotonic clock. They wrap around: only differences,
 * taken with `elapsed`, mean something.
 */
export class RequestTimes {
  readonly arrived: number;
  /** Its handler was called. */
  readonly started: number;
  /** Its handler returned. */
  readonly handled: number;
  /** The answer was known. */
  settled: number;
  /** The answer was encoded, after those of earlier requests. */
  answered: number;
  /** The network had taken the answer. */
  sent: number;
  isSettled = false;
  /** The exchange that is to leave next on the same connection. */
  next: Exchange | undefined = undefined;

  constructor(arrived: number, started: number, handled: number) {
    this.arrived = arrived;
    this.started = started;
    this.handled = handled;
    this.settled = handled;
    this.answered = handled;
    this.sent = handled;
  }

  /** Only the first call counts. */
  settle(now: number): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.settled = later(this.handled, now);
  }
}

/** Small integers, which cost no memory of their own. */
export function microseconds(monotonicMs: number): number {
  return (monotonicMs * 1000) | 0;
}

/** Microseconds between two moments, right up to half an hour; 0 if they are the wrong way round. */
export function elapsed(from: number, to: number): number {
  const difference = (to - from) | 0;
  return difference > 0 ? difference : 0;
}

export function later(one: number, other: number): number {
  return ((other - one) | 0) > 0 ? other : one;
}

export const nobodyObserves: RequestObserver = {
  isOn: false,
  keepsRequests: false,
  completed() {},
  connectionOpened() {},
  connectionClosed() {},
};
