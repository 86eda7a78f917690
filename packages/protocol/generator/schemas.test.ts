import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiKeys } from '../src/generated/api-keys.ts';
import { loadSchemas } from './load-schemas.ts';
import { factMessages, factTable, schemaMessages, whereFactsAre } from './published-facts.ts';

const { apis, moldauApis, records, headers } = await loadSchemas();

test('requests, responses and headers have the fields, versions and defaults of Kafka', whereFactsAre, () => {
  const schemas = [...apis.map(({ schema }) => schema), ...headers];
  const ours = new Map(schemas.flatMap((schema) => [...schemaMessages(schema)]));
  const published = factMessages('messages.txt');
  assert.equal(published.size, 180);
  assert.deepEqual([...ours.keys()].toSorted(), [...published.keys()].toSorted());
  for (const [name, lines] of published) assert.deepEqual(ours.get(name), lines);
});

test('internal records have the fields, versions and defaults of Kafka', whereFactsAre, () => {
  const ours = new Map(records.flatMap(({ schema }) => [...schemaMessages(schema)]));
  const published = factMessages('internal-records.txt');
  assert.deepEqual([...ours.keys()].toSorted(), [...published.keys()].toSorted());
  for (const [name, lines] of published) assert.deepEqual(ours.get(name), lines);
});

test('the table of APIs has the keys, stable versions and listeners of Kafka', whereFactsAre, () => {
  const published = factTable('api-keys.tsv').filter(({ min }) => min !== '-');
  assert.equal(apiKeys.size, published.length + moldauApis.length);
  for (const { key, name, min, max, flexible_from, listeners } of published) {
    const api = apiKeys.get(Number(key));
    const flexibleFrom = flexible_from === '-' ? Number.POSITIVE_INFINITY : Number(flexible_from);
    assert.deepEqual(api, {
      key: Number(key),
      name,
      minVersion: Number(min),
      maxVersion: Number(max),
      flexibleFrom,
      listeners: listeners?.split(','),
    });
  }
});

test('the keys of our own APIs are far from where Kafka will ever get', () => {
  assert(moldauApis.length > 0);
  for (const { schema } of moldauApis) assert(schema.key >= 10_000, schema.name);
});

test('a schema file is named after its API', () => {
  for (const { file, schema } of apis) assert.equal(file.replaceAll('-', ''), schema.name.toLowerCase());
  for (const { file, schema } of moldauApis) {
    assert.equal(file.replaceAll('-', ''), `moldau/${schema.name.toLowerCase()}`);
  }
});
