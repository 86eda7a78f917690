import { decodeRecords, Errors, NO_TIMESTAMP, type RecordBatch } from '@moldau/protocol';
import { AppendError, type LogConfig, type RecordError } from '../partition-log.ts';
import { decompressionLimits, type ValidationOptions } from './validation-options.ts';

/** The checks that need a batch's records one by one: keys on compacted topics (B36) and timestamps (B41). */

/** Whether the header cannot rule out that a record breaks the topic's rules. */
export function mustLookInside(batch: RecordBatch, { config, nowMs }: ValidationOptions): boolean {
  if (config.cleanupPolicy.has('compact') || batch.timestampType === 'LogAppendTime') return true;
  if (config.messageTimestampType === 'LogAppendTime') return false;
  const { earliest, latest } = timestampBounds(config, nowMs);
  const max = batch.maxTimestamp;
  return max > latest || earliest > Number.MIN_SAFE_INTEGER;
}

/**
 * Reads every record; throws an {@link AppendError} that lists the bad ones, or what `decodeRecords` throws. Returns the
 * greatest timestamp found.
 */
export function checkRecords(batch: RecordBatch, options: ValidationOptions): number {
  const { config, nowMs } = options;
  const badKeys: RecordError[] = [];
  const badTimestamps: RecordError[] = [];
  const bounds = timestampBounds(config, nowMs);
  const needsKey = config.cleanupPolicy.has('compact');
  let maxTimestamp = NO_TIMESTAMP;
  let batchIndex = 0;
  for (const { key, timestamp } of decodeRecords(batch, decompressionLimits(config))) {
    const badTimestamp = timestampError(batch, timestamp, config, bounds);
    if (needsKey && key === null)
      badKeys.push({ batchIndex, message: 'A compacted topic takes no record without key' });
    else if (badTimestamp !== undefined) badTimestamps.push({ batchIndex, message: badTimestamp });
    maxTimestamp = Math.max(maxTimestamp, timestamp);
    batchIndex++;
  }
  throwIfBad(badKeys, badTimestamps);
  return Number.isSafeInteger(maxTimestamp) ? maxTimestamp : batch.maxTimestamp;
}

interface TimestampBounds {
  readonly earliest: number;
  readonly latest: number;
}

function timestampBounds(config: LogConfig, nowMs: number): TimestampBounds {
  return { earliest: nowMs - config.messageTimestampBeforeMaxMs, latest: nowMs + config.messageTimestampAfterMaxMs };
}

function timestampError(
  batch: RecordBatch,
  timestamp: number,
  config: LogConfig,
  { earliest, latest }: TimestampBounds,
): string | undefined {
  if (config.messageTimestampType === 'CreateTime' && timestamp !== NO_TIMESTAMP) {
    if (timestamp >= earliest && timestamp <= latest) return undefined;
    return `Timestamp ${timestamp} is not between ${earliest} and ${latest}`;
  }
  return batch.timestampType === 'LogAppendTime' ? 'Only brokers give records the time of their append' : undefined;
}

/** A bad timestamp decides over a bad key (B41); both are listed, in the batch's order. */
function throwIfBad(badKeys: readonly RecordError[], badTimestamps: readonly RecordError[]): void {
  const count = badKeys.length + badTimestamps.length;
  if (count === 0) return;
  const code = badTimestamps.length > 0 ? Errors.INVALID_TIMESTAMP : Errors.INVALID_RECORD;
  const all = [...badKeys, ...badTimestamps].sort((a, b) => a.batchIndex - b.batchIndex);
  const examples = all.slice(0, 3).map(({ batchIndex, message }) => `record ${batchIndex}: ${message}`);
  throw new AppendError(code, `${count} bad records in the batch, among them ${examples.join('; ')}`, all);
}
