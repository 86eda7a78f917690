/** A checkpoint or properties file whose content cannot be what was written. */
export class CorruptCheckpointError extends Error {
  override readonly name = 'CorruptCheckpointError';
}
