/** Why compressed bytes are refused. */

/** The bytes are not a stream of the codec. */
export class MalformedCompressionError extends Error {
  override readonly name = 'MalformedCompressionError';
}

/** The bytes would grow beyond what was allowed; they were not, or not wholly, decompressed. */
export class DecompressionLimitError extends Error {
  override readonly name = 'DecompressionLimitError';
}

/** A codec number that stands for no codec. */
export class UnsupportedCompressionTypeError extends Error {
  override readonly name = 'UnsupportedCompressionTypeError';
}
