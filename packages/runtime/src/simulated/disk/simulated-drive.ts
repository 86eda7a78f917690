/** The disk of a simulated host: what outlives the programs that use it. */
import type { SeededRandom } from '../seeded-random.ts';
import type { DirectoryNode } from './directory-tree.ts';
import { DirectoryTree } from './directory-tree.ts';
import { DiskFaults } from './disk-faults.ts';

export class SimulatedDrive {
  readonly faults = new DiskFaults();
  readonly tree = new DirectoryTree();
  readonly random: SeededRandom;
  /** The directories that a running program has locked. */
  readonly locks = new Set<DirectoryNode>();

  constructor(random: SeededRandom) {
    this.random = random;
  }

  /** Bytes of all files. */
  usedBytes(): number {
    return this.tree.totalBytes();
  }

  /** Power failure. The programs that used the drive must be dead by now. */
  crash(): void {
    this.locks.clear();
    this.tree.crash(this.random);
  }

  /** Rot: flips one bit of a file for good. */
  flipBit(path: string, byteIndex: number, bitIndex: number): void {
    this.tree.file(path, 'read').flipBit(byteIndex, bitIndex);
  }
}
