import { CorruptCheckpointError } from '../checkpoint/corrupt-checkpoint.ts';
import { decodeVersionedLines, encodeVersionedLines, parseInt32, parseOffset } from '../checkpoint/versioned-lines.ts';
import type { EpochEntry } from './leader-epoch-cache.ts';

/** The file `leader-epoch-checkpoint`, version 0: a line an epoch, `<epoch> <start offset>`. */

const VERSION = 0;

export function encodeLeaderEpochCheckpoint(entries: readonly EpochEntry[]): Buffer {
  return encodeVersionedLines(
    VERSION,
    entries.map(({ epoch, startOffset }) => `${epoch} ${startOffset}`),
  );
}

/** Throws a {@link CorruptCheckpointError}. */
export function decodeLeaderEpochCheckpoint(bytes: Buffer): EpochEntry[] {
  return decodeVersionedLines(bytes, VERSION).map((line) => {
    const fields = line.split(' ');
    const [epoch, startOffset] = fields;
    if (fields.length !== 2) throw new CorruptCheckpointError(`Leader epoch line "${line}"`);
    return { epoch: parseInt32(epoch), startOffset: parseOffset(startOffset) };
  });
}
