/** What can be wrong with a record batch. Neither is ever raised for well-formed bytes. */

/** Lengths or checksums do not fit: the bytes were damaged or cut; Kafka's CORRUPT_MESSAGE. */
export class CorruptRecordError extends Error {
  override readonly name = 'CorruptRecordError';
}

/** The bytes are whole but do not make records by the format's rules; Kafka's INVALID_RECORD. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
}
