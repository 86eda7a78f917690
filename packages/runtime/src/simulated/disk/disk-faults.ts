import type { DiskErrorCode } from '../../disk/disk.ts';

/** Which operations of a simulated disk can be made to fail. */
export type FaultyOperation = 'open' | 'read' | 'write' | 'truncate' | 'sync' | 'rename' | 'remove' | 'syncDirectory';

/** The size of a drive that is never full. */
export const unlimitedBytes = 2 ** 40;

/** What can go wrong with a simulated disk. A test sets the fields; they hold until changed. */
export class DiskFaults {
  /** Bytes that all files together may have; beyond, a write goes part of the way and fails with ENOSPC. */
  capacityBytes = unlimitedBytes;
  /** Milliseconds that every sync takes on top of its own time. */
  slowSyncMs = 0;
  /** Probability that a write or a sync fails with EIO; a failed write may be half done, a failed sync drops pages. */
  writeErrorRate = 0;
  syncErrorRate = 0;
  /** Probability that a read has one bit wrong. */
  readFlipRate = 0;
  readonly #once: { operation: FaultyOperation; code: DiskErrorCode; concerns: (path: string) => boolean }[] = [];

  /** The next `operation` on a path that `concerns` accepts fails with `code`. */
  failOnce(operation: FaultyOperation, code: DiskErrorCode, concerns: (path: string) => boolean = () => true): void {
    this.#once.push({ operation, code, concerns });
  }

  /** Nothing goes wrong any more. */
  mend(): void {
    this.capacityBytes = unlimitedBytes;
    this.slowSyncMs = 0;
    this.writeErrorRate = 0;
    this.syncErrorRate = 0;
    this.readFlipRate = 0;
    this.#once.length = 0;
  }

  /** The failure that was ordered for this operation, if any; it is used up. */
  take(operation: FaultyOperation, path: string): DiskErrorCode | undefined {
    const index = this.#once.findIndex((fault) => fault.operation === operation && fault.concerns(path));
    return index < 0 ? undefined : this.#once.splice(index, 1)[0]?.code;
  }
}
