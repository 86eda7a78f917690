/**
 * Names on a simulated disk, twice: as programs see them and as they would be found after a power failure. A name
 * operation reaches the platter when a directory it touches is synced, and takes along the earlier ones it builds on;
 * after a power failure each directory shows some prefix of its operations. A rename is done or not done, never half.
 */
import type { DirectoryEntry } from '../../disk/disk.ts';
import { DiskError } from '../../disk/disk.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { FileNode } from './file-node.ts';

export class DirectoryNode {
  readonly isDirectory = true;
  readonly cached = new Map<string, TreeNode>();
  readonly durable = new Map<string, TreeNode>();
}

export type TreeNode = FileNode | DirectoryNode;

/** One or, for a rename, two or three names set or unset together. */
interface NameOperation {
  readonly steps: readonly { readonly directory: DirectoryNode; readonly name: string; readonly node?: TreeNode }[];
}

interface Place {
  readonly parent: DirectoryNode;
  readonly name: string;
}

export class DirectoryTree {
  readonly #root = new DirectoryNode();
  #unsynced: NameOperation[] = [];

  find(path: string): TreeNode | undefined {
    let node: TreeNode | undefined = this.#root;
    for (const name of namesOf(path)) node = node?.isDirectory ? node.cached.get(name) : undefined;
    return node;
  }

  file(path: string, operation: string): FileNode {
    const node = this.find(path);
    if (node === undefined) throw new DiskError('ENOENT', operation, path);
    if (node.isDirectory) throw new DiskError('EISDIR', operation, path);
    return node;
  }

  directory(path: string, operation: string): DirectoryNode {
    const node = this.find(path);
    if (node === undefined) throw new DiskError('ENOENT', operation, path);
    if (!node.isDirectory) throw new DiskError('ENOTDIR', operation, path);
    return node;
  }

  list(path: string): DirectoryEntry[] {
    return [...this.directory(path, 'list').cached]
      .map(([name, node]) => ({ name, isDirectory: node.isDirectory }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  createFile(path: string): FileNode {
    const { parent, name } = this.#place(path, 'open');
    const node = new FileNode();
    this.#perform({ steps: [{ directory: parent, name, node }] });
    return node;
  }

  makeDirectory(path: string): void {
    let directory = this.#root;
    for (const name of namesOf(path)) {
      let node = directory.cached.get(name);
      if (node === undefined) {
        node = new DirectoryNode();
        this.#perform({ steps: [{ directory, name, node }] });
      }
      if (!node.isDirectory) throw new DiskError('EEXIST', 'makeDirectory', path);
      directory = node;
    }
  }

  rename(from: string, to: string): void {
    const source = this.#place(from, 'rename');
    const target = this.#place(to, 'rename');
    const node = source.parent.cached.get(source.name);
    if (node === undefined) throw new DiskError('ENOENT', 'rename', from);
    const replaced = target.parent.cached.get(target.name);
    if (replaced === node) return;
    if (replaced?.isDirectory) {
      if (!node.isDirectory) throw new DiskError('EISDIR', 'rename', to);
      if (replaced.cached.size > 0) throw new DiskError('ENOTEMPTY', 'rename', to);
    } else if (replaced && node.isDirectory) {
      throw new DiskError('ENOTDIR', 'rename', to);
    }
    this.#perform({
      steps: [
        { directory: source.parent, name: source.name },
        { directory: target.parent, name: target.name, node },
      ],
    });
  }

  remove(path: string): void {
    const node = this.find(path);
    if (node === undefined) return;
    if (node.isDirectory) throw new DiskError('EISDIR', 'remove', path);
    const { parent, name } = this.#place(path, 'remove');
    this.#perform({ steps: [{ directory: parent, name }] });
  }

  removeDirectory(path: string): void {
    const node = this.find(path);
    if (node === undefined) return;
    if (node.isDirectory) {
      for (const name of node.cached.keys()) this.removeDirectory(`${path}/${name}`);
    }
    const { parent, name } = this.#place(path, 'removeDirectory');
    this.#perform({ steps: [{ directory: parent, name }] });
  }

  /** The names in a directory reach the platter, with whatever operations they depend on. */
  sync(path: string): void {
    const wanted = new Set([this.directory(path, 'syncDirectory')]);
    const kept: NameOperation[] = [];
    const durable: NameOperation[] = [];
    for (const operation of this.#unsynced.toReversed()) {
      if (!operation.steps.some(({ directory }) => wanted.has(directory))) {
        kept.push(operation);
        continue;
      }
      for (const { directory } of operation.steps) wanted.add(directory);
      durable.push(operation);
    }
    for (const operation of durable.toReversed()) applyTo('durable', operation);
    this.#unsynced = kept.toReversed();
  }

  totalBytes(): number {
    return bytesIn(this.#root);
  }

  /** Power failure, of names and of the content of every file that anything still names. */
  crash(random: SeededRandom): void {
    this.#keepSome(random);
    const files = new Set<FileNode>();
    restore(this.#root, files);
    for (const file of files) file.crash(random);
  }

  #keepSome(random: SeededRandom): void {
    const keepChance = random.fraction();
    const ended = new Set<DirectoryNode>();
    for (const operation of this.#unsynced) {
      const possible = operation.steps.every(({ directory }) => !ended.has(directory));
      if (possible && random.chance(keepChance)) applyTo('durable', operation);
      else for (const { directory } of operation.steps) ended.add(directory);
    }
    this.#unsynced = [];
  }

  #perform(operation: NameOperation): void {
    applyTo('cached', operation);
    this.#unsynced.push(operation);
  }

  #place(path: string, operation: string): Place {
    const names = namesOf(path);
    const name = names.pop();
    if (name === undefined) throw new DiskError('EACCES', operation, path);
    return { parent: this.directory(`/${names.join('/')}`, operation), name };
  }
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

function applyTo(image: 'cached' | 'durable', { steps }: NameOperation): void {
  for (const { directory, name, node } of steps) {
    if (node === undefined) directory[image].delete(name);
    else directory[image].set(name, node);
  }
}

function bytesIn(node: TreeNode): number {
  if (!node.isDirectory) return node.size;
  return [...node.cached.values()].reduce((sum, child) => sum + bytesIn(child), 0);
}

/** What is on the platter is what is seen from now on; collects the files in it. */
function restore(directory: DirectoryNode, files: Set<FileNode>): void {
  directory.cached.clear();
  for (const [name, node] of directory.durable) {
    directory.cached.set(name, node);
    if (node.isDirectory) restore(node, files);
    else files.add(node);
  }
}
