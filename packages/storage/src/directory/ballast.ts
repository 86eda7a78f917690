import { type Disk, DiskError } from '@moldau/runtime';

/**
 * A file of no use but its size, given up when the disk is full so that checkpoints can still be written. It is filled
 * in the background, since only written blocks are really reserved.
 */

export const BALLAST_FILE = '.moldau_ballast';
const BLOCK_BYTES = 1024 * 1024;

export async function fillBallast(disk: Disk, directory: string, bytes: number): Promise<void> {
  if (bytes === 0) return removeBallast(disk, directory);
  const file = disk.open(`${directory}/${BALLAST_FILE}`, 'write');
  try {
    const block = Buffer.alloc(Math.min(BLOCK_BYTES, bytes));
    for (let at = file.size(); at < bytes; at += block.length) {
      await file.writeAsync(block.subarray(0, Math.min(block.length, bytes - at)), at);
    }
  } finally {
    file.close();
  }
}

export function removeBallast(disk: Disk, directory: string): void {
  try {
    disk.remove(`${directory}/${BALLAST_FILE}`);
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
  }
}
