import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestFirst, releasesIn } from './releases.ts';

test('Kafka 4 releases are found in Maven’s metadata, without other majors and pre-releases', () => {
  const metadata = ['3.9.1', '4.0.0', '4.5.0-rc1', '4.10.0', '4.9.2', '40.0.0'].map(
    (text) => `<version>${text}</version>`,
  );
  assert.deepEqual(releasesIn(metadata.join('\n')), ['4.0.0', '4.10.0', '4.9.2']);
});

test('releases are sorted by number, not by letter, each once', () => {
  assert.deepEqual(newestFirst(['4.9.2', '4.0.0', '4.10.0', '4.10', '4.0.0']), ['4.10.0', '4.10', '4.9.2', '4.0.0']);
});
