import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const fileBytes = 2_000_000_000;
const piece = Buffer.alloc(1_000_000, 0x4d);

/** Writes and deletes a big file: pages that nobody has touched are slow, and the first target would pay for all. */
export async function warmPages(directory: string): Promise<void> {
  const path = join(directory, `bench-pages-${process.pid}`);
  try {
    await using file = await open(path, 'w');
    for (let written = 0; written < fileBytes; written += piece.length) await file.write(piece);
  } finally {
    await rm(path, { force: true });
  }
}
