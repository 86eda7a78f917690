/** A 128-bit id as Kafka prints it: 22 characters of base64url without padding. */
export type Uuid = string;

/** The uuid of 16 zero bytes, which on the wire means "none". */
export const ZERO_UUID: Uuid = 'AAAAAAAAAAAAAAAAAAAAAA';
