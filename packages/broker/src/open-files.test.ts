import assert from 'node:assert/strict';
import { test } from 'node:test';
import { realDisk } from '@moldau/runtime';
import { openFilesLimit, shareOpenFiles } from './open-files.ts';

test('connections and log files together never use more files than there are', () => {
  for (const limit of [128, 1024, 4096, 20_000, 1_048_576]) {
    const { logFiles, connections } = shareOpenFiles(limit);
    assert.ok(logFiles > 0 && connections > 0, `${limit}`);
    assert.ok(logFiles + connections < limit, `${limit}`);
  }
});

test('a limit that leaves room gives the log all the files it wants', () => {
  assert.equal(shareOpenFiles(20_000).logFiles, 2048);
  assert.equal(shareOpenFiles(undefined).connections, Number.POSITIVE_INFINITY);
});

test('the limit of this process is a number where the system tells it', { skip: process.platform !== 'linux' }, () => {
  const limit = openFilesLimit(realDisk);
  assert.ok(limit === undefined || limit > 64, String(limit));
});
