/** What a decoder accepts before it looks further or allocates (B8). */

/** In one array; the number is that of Kafka 4.4. */
export const MAX_ARRAY_ELEMENTS = 1_000_000;

/**
 * In all arrays of one message. An element takes a byte or two on the wire and may take a hundred as an object, so that
 * nested arrays in one request of `socket.request.max.bytes` could otherwise fill the heap.
 */
export const MAX_MESSAGE_ELEMENTS = 4_000_000;

/** In one struct; the number is that of Kafka 4.4. */
export const MAX_TAGGED_FIELDS = 10_000;

/** Bytes of UTF-8 in one string, in every encoding. */
export const MAX_STRING_BYTES = 0x7fff;
