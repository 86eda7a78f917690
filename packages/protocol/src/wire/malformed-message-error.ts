/** Bytes that are not the message they claim to be. The only error that decoding throws. */
export class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError';
}
