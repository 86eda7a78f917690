import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { numberOf, parseRdkafkaResult } from './rdkafka-load.ts';

describe('what rdkafka-load prints', () => {
  test('is numbers by name', () => {
    const result = parseRdkafkaResult('{"records":4000,"p50us":277.5,"errors":0,"firstError":""}\n');
    assert.equal(numberOf(result, 'p50us'), 277.5);
    assert.throws(() => numberOf(result, 'p99us'), /p99us/);
  });

  test('is refused when librdkafka met an error, with the first of them', () => {
    const output = '{"records":3999,"errors":1,"firstError":"Broker: Message timed out"}';
    assert.throws(() => parseRdkafkaResult(output), /1 errors.*Message timed out/);
  });
});
