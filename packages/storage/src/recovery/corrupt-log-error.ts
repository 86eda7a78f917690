/**
 * A log with damage in its middle: a bad batch that good ones follow, which no interrupted write leaves behind. The
 * files are kept as they are and the partition stays offline, because cutting there would lose acknowledged records.
 */
export class CorruptLogError extends Error {
  override readonly name = 'CorruptLogError';
  readonly path: string;
  /** In the file, of the first byte that cannot be trusted. */
  readonly position: number;

  constructor(path: string, position: number, reason: string) {
    super(`${path} is damaged at position ${position}, and good batches follow: ${reason}`);
    this.path = path;
    this.position = position;
  }
}
