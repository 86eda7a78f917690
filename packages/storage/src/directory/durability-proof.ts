import type { Disk } from '@moldau/runtime';
import { readFileIfPresent, replaceFileNow } from '../files/atomic-file.ts';

/**
 * Evidence that a log directory lost nothing since it was last used: a file with the boot id of the machine, written
 * at each start and removed on any failed write. While the boot id is the same, what was written to the page cache is
 * still there, however the process ended; a missing or unreadable file proves nothing.
 */

export const DURABILITY_FILE = '.moldau_durability';
const LINUX_BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** `clean`: stopped properly. `samebootid`: the machine has not restarted since. */
export type DurabilityProof = 'clean' | 'samebootid' | 'none';

export function readProof(disk: Disk, directory: string, isCleanStart: boolean): DurabilityProof {
  if (isCleanStart) return 'clean';
  const bootId = readBootId(disk);
  const content = readFileIfPresent(disk, `${directory}/${DURABILITY_FILE}`);
  if (bootId === undefined || content === undefined) return 'none';
  return bootIdIn(content) === bootId ? 'samebootid' : 'none';
}

export function writeProof(disk: Disk, directory: string, incarnation: string): void {
  const bootId = readBootId(disk);
  if (bootId === undefined) return;
  replaceFileNow(disk, directory, DURABILITY_FILE, Buffer.from(JSON.stringify({ version: 0, incarnation, bootId })));
}

export function removeProof(disk: Disk, directory: string): void {
  disk.remove(`${directory}/${DURABILITY_FILE}`);
}

function bootIdIn(content: Buffer): string | undefined {
  try {
    const parsed: unknown = JSON.parse(content.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('bootId' in parsed)) return undefined;
    return typeof parsed.bootId === 'string' ? parsed.bootId : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined on systems that have none. */
function readBootId(disk: Disk): string | undefined {
  try {
    const text = readFileIfPresent(disk, LINUX_BOOT_ID)?.toString('latin1').trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
