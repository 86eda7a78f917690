/**
 * A run of record batches to send: one buffer, or several that follow each other on the wire.
 *
 * They are sent by reference, so they must stay unchanged until the message has left. Decoding always yields one
 * buffer, a view of the message.
 */
export type Records = Buffer | readonly Buffer[];
