import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factTable, whereFactsAre } from '../../generator/published-facts.ts';
import { Errors } from './error-code.ts';
import { errorMessage, errorName, errorNames, isRetriable, refreshesMetadata } from './error-properties.ts';
import { ProtocolError } from './protocol-error.ts';

test('errors have the numbers, names and consequences of Kafka', whereFactsAre, () => {
  const published = factTable('error-codes.tsv').map(({ code, name, retriable, refresh_metadata }) => ({
    code: Number(code),
    name,
    retriable: retriable === 'yes',
    refreshesMetadata: refresh_metadata === 'yes',
  }));
  const ours = errorNames().map((name) => ({
    code: Errors[name],
    name: errorName(Errors[name]),
    retriable: isRetriable(Errors[name]),
    refreshesMetadata: refreshesMetadata(Errors[name]),
  }));
  assert.deepEqual(ours, published);
});

test('every error has a sentence of its own', () => {
  const sentences = errorNames().map((name) => errorMessage(Errors[name]));
  for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/);
  assert.equal(new Set(sentences).size, sentences.length);
});

test('a number that does not exist counts as an unknown server error', () => {
  assert.equal(errorName(12345), 'UNKNOWN_SERVER_ERROR');
  assert.equal(isRetriable(12345), false);
});

test('a protocol error carries its number and says what happened', () => {
  const cause = new Error('disk');
  const error = new ProtocolError(Errors.KAFKA_STORAGE_ERROR, 'no space left', { cause });
  assert.equal(error.code, 56);
  assert.equal(error.message, 'KAFKA_STORAGE_ERROR: no space left');
  assert.equal(error.cause, cause);
});
