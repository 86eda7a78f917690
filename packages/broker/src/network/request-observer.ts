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

/** When the stages of one request were over, on the monotonic clock. */
export class RequestTimes {
  readonly arrivedMs: number;
  /** Its handler was called. */
  readonly startedMs: number;
  /** Its handler returned. */
  readonly handledMs: number;
  /** The answer was known; 0 until it is. */
  settledMs = 0;
  /** The answer was encoded, after those of earlier requests. */
  answeredMs = 0;
  /** The network had taken the answer. */
  sentMs = 0;

  constructor(arrivedMs: number, startedMs: number, handledMs: number) {
    this.arrivedMs = arrivedMs;
    this.startedMs = startedMs;
    this.handledMs = handledMs;
  }

  /** Only the first call counts. */
  settled(nowMs: number): void {
    if (this.settledMs === 0) this.settledMs = Math.max(nowMs, this.handledMs);
  }
}

export const nobodyObserves: RequestObserver = {
  isOn: false,
  keepsRequests: false,
  completed() {},
  connectionOpened() {},
  connectionClosed() {},
};
