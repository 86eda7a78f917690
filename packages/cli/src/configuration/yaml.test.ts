import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../flags.ts';
import { parseYaml } from './yaml.ts';

test('names may be dotted or nested, lists are sequences, scalars keep their spelling', async () => {
  const text = `
    log.retention.ms: 9223372036854775807
    log:
      dirs: [/a, /b]
      preallocate: on
    listeners:
      - A://:1
      - B://:2
    broker.rack:
  `;
  assert.deepEqual(
    [...(await parseYaml(text, 'x.yaml'))],
    [
      ['log.retention.ms', '9223372036854775807'],
      ['log.dirs', '/a,/b'],
      ['log.preallocate', 'on'],
      ['listeners', 'A://:1,B://:2'],
      ['broker.rack', ''],
    ],
  );
  assert.deepEqual([...(await parseYaml('', 'x.yaml'))], []);
});

test('what is not YAML, or no settings, is one line with the file’s name', async () => {
  for (const text of ['a: [', 'just text', '- a', 'a: [{b: c}]', 'a: *nobody', 'a: 1\na: 2']) {
    await assert.rejects(parseYaml(text, 'x.yaml'), (error) => {
      assert.ok(error instanceof UsageError);
      assert.equal(error.problems.length, 1);
      assert.match(error.problems.join(), /^x\.yaml: [^\n]+$/);
      return true;
    });
  }
});
