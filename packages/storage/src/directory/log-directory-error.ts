/** A log directory that may not be used: it is of another cluster or node, or does not say in a readable way whose. */
export class LogDirectoryError extends Error {
  override readonly name = 'LogDirectoryError';
}
