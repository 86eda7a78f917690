import type { Disk } from '@moldau/runtime';

/** The files below a directory, by their paths relative to it, to be put back onto another disk. */
export type DirectoryImage = Map<string, Buffer>;

export function takeImage(disk: Disk, directory: string): DirectoryImage {
  const image: DirectoryImage = new Map();
  for (const { name, isDirectory } of disk.list(directory)) {
    const path = `${directory}/${name}`;
    if (!isDirectory) image.set(name, disk.readFile(path));
    else for (const [below, content] of takeImage(disk, path)) image.set(`${name}/${below}`, content);
  }
  return image;
}

export function putImage(disk: Disk, directory: string, image: DirectoryImage): void {
  disk.makeDirectory(directory);
  for (const [name, content] of image) {
    const path = `${directory}/${name}`;
    disk.makeDirectory(path.slice(0, path.lastIndexOf('/')));
    const file = disk.open(path, 'create');
    file.write(content, 0);
    file.close();
  }
}
