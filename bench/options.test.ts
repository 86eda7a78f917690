import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseOptions } from './options.ts';

describe('the command line', () => {
  test('means five rounds of everything unless told otherwise', () => {
    const options = parseOptions([]);
    assert.equal(options?.rounds, 5);
    assert.deepEqual(options?.targets, ['moldau', 'kafka', 'floor']);
    assert.equal(options?.warmPages, true);
  });

  test('can ask for a quick look, and still for more rounds of it', () => {
    assert.equal(parseOptions(['--quick'])?.rounds, 1);
    assert.equal(parseOptions(['--quick', '--runs', '3'])?.rounds, 3);
  });

  test('chooses measures and targets', () => {
    const options = parseOptions(['--only', '^bulk', '--targets', 'kafka, moldau', '--no-warm-pages']);
    assert.deepEqual(options?.targets, ['kafka', 'moldau']);
    assert.equal(options?.only?.test('bulk-1mb'), true);
    assert.equal(options?.warmPages, false);
  });

  test('is refused with the word that is wrong', () => {
    assert.throws(() => parseOptions(['--targets', 'rabbit']), /rabbit/);
    assert.throws(() => parseOptions(['--runs', 'many']), /--runs: many/);
    assert.throws(() => parseOptions(['--fast']), /--fast/);
  });

  test('can ask for help', () => {
    assert.equal(parseOptions(['--help']), undefined);
  });
});
