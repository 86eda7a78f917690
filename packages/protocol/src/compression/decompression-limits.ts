import { DecompressionLimitError } from './compression-errors.ts';

/**
 * How far compressed bytes may grow: to `maxOutputBytes`, and to no more than `maxRatio` times their own size. Growth
 * up to {@link RATIO_FREE_BYTES} is always allowed, since a megabyte of one repeated byte is a common test message.
 */
export interface DecompressionLimits {
  /** 128 MiB by default. */
  readonly maxOutputBytes?: number;
  /** 1000 by default. */
  readonly maxRatio?: number;
}

export const DEFAULT_MAX_OUTPUT_BYTES = 128 * 1024 * 1024;
export const DEFAULT_MAX_RATIO = 1000;
export const RATIO_FREE_BYTES = 8 * 1024 * 1024;

/** The bytes that an input of `inputBytes` may grow to. */
export function maxOutputBytesFor(inputBytes: number, limits: DecompressionLimits = {}): number {
  const { maxOutputBytes = DEFAULT_MAX_OUTPUT_BYTES, maxRatio = DEFAULT_MAX_RATIO } = limits;
  return Math.min(maxOutputBytes, Math.max(inputBytes * maxRatio, RATIO_FREE_BYTES));
}

export function checkOutputBytes(outputBytes: number, maxOutputBytes: number): void {
  if (outputBytes > maxOutputBytes) {
    throw new DecompressionLimitError(`Decompresses to ${outputBytes} bytes, more than ${maxOutputBytes}`);
  }
}
