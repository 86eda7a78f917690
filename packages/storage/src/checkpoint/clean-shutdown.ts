import { CorruptCheckpointError } from './corrupt-checkpoint.ts';

/** The marker of a clean stop, `.kafka_cleanshutdown`: with the broker's epoch since Kafka 3.7, empty before. */

export const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';

export function encodeCleanShutdown(brokerEpoch: number): Buffer {
  return Buffer.from(JSON.stringify({ version: 0, brokerEpoch }));
}

/** The broker's epoch at its stop, undefined if an empty marker. Throws a {@link CorruptCheckpointError}. */
export function decodeCleanShutdown(bytes: Buffer): number | undefined {
  if (bytes.length === 0) return undefined;
  const content = parse(bytes);
  if (typeof content === 'object' && content !== null && 'brokerEpoch' in content) {
    const { brokerEpoch } = content;
    if (typeof brokerEpoch === 'number' && Number.isSafeInteger(brokerEpoch)) return brokerEpoch;
  }
  throw new CorruptCheckpointError('Clean shutdown marker without a broker epoch');
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new CorruptCheckpointError('Clean shutdown marker is not JSON', { cause });
  }
}
