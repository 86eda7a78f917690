/**
 * How long a connection may stay as it is. Looked at from time to time rather than on every read: what matters is for
 * how long nothing has changed, so the hot path only counts.
 */
import type { SocketServerConfig } from './socket-server-config.ts';

export type DeadlineConfig = Pick<SocketServerConfig, 'idleMsMax' | 'receiveGraceMs' | 'trickleBytesPerSecond'>;

/** What is seen of a connection. */
export interface ConnectionActivity {
  /** Grows with every read, request and response. */
  readonly activity: number;
  readonly requestsTaken: number;
  /** Bytes that have arrived and wait: of a partial request, or of requests whose turn has not come. */
  readonly heldBytes: number;
  /** Size of the request at the front, 0 if not known. */
  readonly announcedBytes: number;
  /** The client's turn: its request is incomplete, and we read. */
  readonly receiving: boolean;
  /** Our turn: whole requests wait for the answers to earlier ones. Neither of both waits for memory. */
  readonly queued: boolean;
  /** Response bytes that the network has not taken. */
  readonly bufferedBytes: number;
}

/** Memory that others wait for must not be held by those who stand still. */
export interface Pressure {
  readonly receiving: boolean;
  readonly sending: boolean;
}

export type Overdue = 'idle' | 'slow request' | 'slow reader' | 'holds memory that others wait for';

/** Less than this does no harm when memory is short. */
const HARMLESS_BYTES = 16 * 1024;
/** When others wait for memory, who holds some has this share of the grace to send something. */
const SHARE_OF_GRACE = 1 / 6;

export class ConnectionDeadlines {
  readonly #config: DeadlineConfig;
  readonly #quiet = new Stillness();
  readonly #receiving = new Stillness();
  readonly #arriving = new Stillness();
  readonly #waiting = new Stillness();
  readonly #sending = new Stillness();

  constructor(config: DeadlineConfig) {
    this.#config = config;
  }

  /** Which deadline has passed at `now` (monotonic milliseconds), if any. */
  overdue(now: number, seen: ConnectionActivity, pressure: Pressure): Overdue | undefined {
    const { idleMsMax, receiveGraceMs } = this.#config;
    const { heldBytes, bufferedBytes, requestsTaken } = seen;
    const receivingMs = this.#receiving.for(now, seen.receiving && heldBytes > 0 ? requestsTaken : undefined);
    const expectedBytes = pressure.receiving ? heldBytes : Math.max(0, seen.announcedBytes);
    if (receivingMs > receiveGraceMs + this.#trickleMs(expectedBytes)) return 'slow request';

    const hoards = heldBytes > HARMLESS_BYTES && pressure.receiving;
    const stalledMs = this.#arriving.for(now, hoards && seen.receiving ? heldBytes : undefined);
    const waitingMs = this.#waiting.for(now, hoards && seen.queued ? requestsTaken : undefined);
    if (stalledMs > receiveGraceMs * SHARE_OF_GRACE || waitingMs > receiveGraceMs) {
      return 'holds memory that others wait for';
    }

    const sendingMs = this.#sending.for(now, bufferedBytes > 0 ? bufferedBytes : undefined);
    const sendingMsMax = (pressure.sending ? receiveGraceMs : idleMsMax) + this.#trickleMs(bufferedBytes);
    if (sendingMs > sendingMsMax) return 'slow reader';

    const quietMs = this.#quiet.for(now, seen.activity);
    return quietMs > idleMsMax && bufferedBytes === 0 ? 'idle' : undefined;
  }

  #trickleMs(bytes: number): number {
    return (bytes / this.#config.trickleBytesPerSecond) * 1000;
  }
}

/** For how long a value has been the same, as far as one has looked. */
class Stillness {
  #value: number | undefined;
  #since = 0;

  /** `undefined` is no value: nothing that could stand still. */
  for(now: number, value: number | undefined): number {
    if (value === undefined || value !== this.#value) this.#since = now;
    this.#value = value;
    return now - this.#since;
  }
}
