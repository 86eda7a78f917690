import { DEFAULT_MAX_OUTPUT_BYTES } from '@moldau/protocol';
import type { AppendOptions, LogConfig } from '../partition-log.ts';

export interface ValidationOptions {
  readonly config: LogConfig;
  readonly origin: AppendOptions['origin'];
  /** Of Produce; absent for other origins. */
  readonly apiVersion?: number;
  readonly nowMs: number;
}

/** How far a batch may grow that is looked into: at least as far as one may be large uncompressed. */
export function decompressionLimits(config: LogConfig): { maxOutputBytes: number } {
  return { maxOutputBytes: Math.max(DEFAULT_MAX_OUTPUT_BYTES, config.maxMessageBytes) };
}
