import { UnsupportedCompressionTypeError } from './compression-errors.ts';

/** The codecs of Kafka's record batches; their place here is their number in the batch's attributes (B43). */
const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

export type CompressionCodec = (typeof CODECS)[number];

/** Throws an {@link UnsupportedCompressionTypeError} for a number that stands for none. */
export function codecOfId(id: number): CompressionCodec {
  const codec = CODECS[id];
  if (codec === undefined) throw new UnsupportedCompressionTypeError(`Unknown compression type id ${id}`);
  return codec;
}

export function codecId(codec: CompressionCodec): number {
  return CODECS.indexOf(codec);
}
