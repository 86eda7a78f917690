/**
 * Who is about to open a transaction in this partition, while the coordinator is asked whether it may (KIP-890).
 *
 * The first batch of a transaction is taken only with the guard that was drawn before the coordinator was asked, and a
 * marker voids all guards of its producer: so an answer that the end of the transaction has overtaken opens nothing,
 * which nobody would ever close.
 */

/** Drawn before the coordinator is asked, shown with the batch. Compared by identity. */
export interface VerificationGuard {
  readonly producerId: number;
}

export interface VerificationRequest {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Of the batch that waits. */
  readonly baseSequence: number;
  /** Whether the client speaks transaction version 2, where each transaction begins with sequence 0 (B49). */
  readonly bumpsEpochs: boolean;
}

export class Verification implements VerificationGuard {
  readonly producerId: number;
  producerEpoch: number;
  bumpsEpochs: boolean;
  /** Of those batches of the epoch that wait: the first to be appended. */
  lowestSequence: number;
  lastAskedMs: number;

  constructor(request: VerificationRequest, nowMs: number) {
    this.producerId = request.producerId;
    this.producerEpoch = request.producerEpoch;
    this.bumpsEpochs = request.bumpsEpochs;
    this.lowestSequence = request.baseSequence;
    this.lastAskedMs = nowMs;
  }

  askedAgain(request: VerificationRequest, nowMs: number): void {
    this.lastAskedMs = nowMs;
    this.bumpsEpochs = request.bumpsEpochs;
    const isNewer = request.producerEpoch > this.producerEpoch;
    const isEarlier = request.producerEpoch === this.producerEpoch && request.baseSequence < this.lowestSequence;
    if (isNewer || isEarlier) this.lowestSequence = request.baseSequence;
    if (isNewer) this.producerEpoch = request.producerEpoch;
  }
}

export class Verifications {
  readonly #byProducer = new Map<number, Verification>();

  get size(): number {
    return this.#byProducer.size;
  }

  begin(request: VerificationRequest, nowMs: number): VerificationGuard {
    const known = this.#byProducer.get(request.producerId);
    if (known !== undefined) {
      known.askedAgain(request, nowMs);
      return known;
    }
    const verification = new Verification(request, nowMs);
    this.#byProducer.set(request.producerId, verification);
    return verification;
  }

  of(producerId: number): Verification | undefined {
    return this.#byProducer.get(producerId);
  }

  /** The transaction has begun here, or whatever was asked about has ended. */
  void(producerId: number): void {
    if (this.#byProducer.size > 0) this.#byProducer.delete(producerId);
  }

  removeExpired(nowMs: number, expirationMs: number): void {
    for (const { producerId, lastAskedMs } of this.#byProducer.values()) {
      if (nowMs - lastAskedMs >= expirationMs) this.#byProducer.delete(producerId);
    }
  }

  clear(): void {
    this.#byProducer.clear();
  }
}
