import { type Disk, DiskError } from '@moldau/runtime';
import { readFileIfPresent, replaceFile } from '../files/atomic-file.ts';

/**
 * A file in the directory of a log that was moved here: how many moves brought it where it is, and which log directory
 * it came from. Should a crash leave both places, the one with more moves has everything that the other has.
 */
export const MOVE_MARK_FILE = '.moldau_moved';

export interface MoveMark {
  readonly moves: number;
  /** Id of the log directory. */
  readonly from: string;
}

const NEVER_MOVED: MoveMark = { moves: 0, from: '' };

/** That of a log that was never moved where there is none that can be read. */
export function readMoveMark(disk: Disk, directory: string): MoveMark {
  try {
    const content = readFileIfPresent(disk, `${directory}/${MOVE_MARK_FILE}`);
    return content === undefined ? NEVER_MOVED : parse(content);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DiskError) return NEVER_MOVED;
    throw error;
  }
}

export function writeMoveMark(disk: Disk, directory: string, mark: MoveMark): Promise<void> {
  return replaceFile(disk, directory, MOVE_MARK_FILE, Buffer.from(JSON.stringify({ version: 0, ...mark })));
}

function parse(content: Buffer): MoveMark {
  const parsed: unknown = JSON.parse(content.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || !('moves' in parsed) || !('from' in parsed)) return NEVER_MOVED;
  const { moves, from } = parsed;
  return typeof moves === 'number' && typeof from === 'string' ? { moves, from } : NEVER_MOVED;
}
