import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointText, parseBootstrapServer } from './bootstrap-server.ts';

test('a server is a host and a port, or a host alone', () => {
  const read: readonly [string, string | undefined][] = [
    ['localhost:9092', 'localhost:9092'],
    ['kafka.example.org', 'kafka.example.org:9092'],
    ['10.0.0.1:1', '10.0.0.1:1'],
    ['[::1]:9093', '[::1]:9093'],
    ['[::1]', '[::1]:9092'],
    ['::1', undefined],
    ['a:b', undefined],
    ['a:99999', undefined],
    ['a:1,b:2', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of read) {
    const endpoint = parseBootstrapServer(text);
    assert.equal(endpoint && endpointText(endpoint), expected, text);
  }
});
