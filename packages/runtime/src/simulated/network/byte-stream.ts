/**
 * One direction of a simulated connection. Bytes wait in the sender's own memory, go into the operating system's as
 * far as its window allows (then they are copied), and arrive in order, in pieces of random size.
 */
import type { Scheduler } from '../scheduler.ts';
import { summaryOf } from '../trace.ts';
import type { Link } from './link.ts';

/** Who reads the stream. */
export interface StreamReceiver {
  readonly readable: boolean;
  readBuffer(): Buffer;
  received(length: number): void;
  /** All has arrived, and the sender sends no more: it closed, or broke off. */
  peerGone(how: 'end' | 'reset'): void;
}

export class ByteStream {
  readonly #label: string;
  readonly #link: Link;
  readonly #scheduler: Scheduler;
  readonly #receiver: StreamReceiver;
  readonly #onDrained: () => void;
  readonly #windowBytes: number;
  #waiting: Buffer[] = [];
  #inFlight: Buffer[] = [];
  #end: 'end' | 'reset' | undefined;
  #deliveryScheduled = false;
  #flowing = false;

  constructor(label: string, link: Link, scheduler: Scheduler, receiver: StreamReceiver, onDrained: () => void) {
    this.#label = label;
    this.#link = link;
    this.#scheduler = scheduler;
    this.#receiver = receiver;
    this.#onDrained = onDrained;
    this.#windowBytes = 1 + scheduler.random.integer(131_072);
  }

  get waitingBytes(): number {
    return byteLength(this.#waiting);
  }

  get undelivered(): boolean {
    return this.#inFlight.length > 0;
  }

  write(chunks: readonly Buffer[]): void {
    this.#waiting.push(...chunks.filter((chunk) => chunk.length > 0));
    this.#fillWindow();
    this.deliverLater();
  }

  /** What still waits in the sender's memory is lost; what the operating system has arrives, unless it is a reset. */
  end(how: 'end' | 'reset'): void {
    this.#waiting = [];
    if (how === 'reset') this.#inFlight = [];
    this.#end ??= how;
    this.deliverLater();
  }

  /** To be called when the receiver has become readable. */
  deliverLater(): void {
    if (this.#deliveryScheduled || !this.#receiver.readable || !this.#hasNews()) return;
    this.#deliveryScheduled = true;
    const delayMs = this.#scheduler.random.between(this.#link.delayMsMin, this.#link.delayMsMax);
    this.#scheduler.schedule(this.#flowing ? delayMs / 10 : delayMs, `deliver ${this.#label}`, this.#arrive);
  }

  readonly #arrive = (): void => {
    if (this.#link.clogged) {
      this.#link.whenUnclogged(() => {
        this.#deliveryScheduled = false;
        this.deliverLater();
      });
      return;
    }
    this.#deliveryScheduled = false;
    if (!this.#receiver.readable) return;
    if (this.#inFlight.length > 0) this.#deliver();
    else if (this.#end) this.#receiver.peerGone(this.#end);
    this.#flowing = this.#inFlight.length > 0;
    this.deliverLater();
  };

  #hasNews(): boolean {
    return this.#inFlight.length > 0 || this.#end !== undefined;
  }

  #deliver(): void {
    const into = this.#receiver.readBuffer();
    const possible = Math.min(into.length, this.#link.chunkBytesMax, byteLength(this.#inFlight));
    const { random } = this.#scheduler;
    const length = random.chance(0.5) ? possible : 1 + random.integer(possible);
    take(this.#inFlight, length).copy(into);
    this.#scheduler.note(`${this.#label} ${summaryOf(into.subarray(0, length))}`);
    this.#fillWindow();
    this.#receiver.received(length);
  }

  #fillWindow(): void {
    const room = this.#windowBytes - byteLength(this.#inFlight);
    if (this.#waiting.length === 0 || room <= 0) return;
    this.#inFlight.push(take(this.#waiting, Math.min(room, byteLength(this.#waiting))));
    if (this.#waiting.length === 0) this.#onDrained();
  }
}

/** Removes the first `length` bytes and gives a copy of them. */
function take(chunks: Buffer[], length: number): Buffer {
  const taken = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const chunk = chunks[0];
    if (chunk === undefined) break;
    const copied = chunk.copy(taken, done);
    done += copied;
    if (copied === chunk.length) chunks.shift();
    else chunks[0] = chunk.subarray(copied);
  }
  return taken;
}

function byteLength(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
