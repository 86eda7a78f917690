import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Writer } from '@moldau/protocol';
import { produceApi } from '@moldau/protocol/messages/produce';
import { requestFrame } from '../../tests/support/wire-client.ts';
import { fetchFrame, fetchPositions, produceFrame, producePositions } from './frames.ts';
import { positionOf } from './positions.ts';

describe('the position of a field', () => {
  test('is where two encodings begin to differ', () => {
    const encode = (value: number) => {
      const writer = new Writer();
      writer.writeInt32(12);
      writer.writeInt16(7);
      writer.writeInt64(value);
      return writer.toBuffer();
    };
    assert.equal(positionOf(encode), 6);
  });

  test('is not the size in front of frames of different lengths', () => {
    const encode = (value: number) =>
      Buffer.concat([Buffer.from([0, 0, 0, value]), Buffer.alloc(3), Buffer.from([value])]);
    assert.equal(positionOf(encode, 1, 2), 7);
  });

  test('is an error where the encodings are alike', () => {
    assert.throws(() => positionOf(() => Buffer.alloc(20)), /alike/);
  });
});

describe('the positions in Produce and Fetch', () => {
  const topic = 'bench';
  // size, correlation id, no tags, one topic, its name, one partition, its index
  const produceError = 4 + 4 + 1 + 1 + (1 + topic.length) + 1 + 4;

  test('of a Produce response are those of its error code and base offset', () => {
    assert.deepEqual(producePositions(topic), { error: produceError, baseOffset: produceError + 2 });
  });

  test('of a Fetch response follow its throttle time, error code and session', () => {
    const error = produceError + 4 + 2 + 4;
    const { records, error: found } = fetchPositions(topic);
    assert.equal(found, error);
    // high watermark, last stable offset, log start offset, no aborted transactions, preferred replica
    assert.equal(records, error + 2 + 8 + 8 + 8 + 1 + 4);
  });

  test('of a Fetch request is that of the offset, which can be written over', () => {
    const frame = fetchFrame(topic, 3, 0);
    frame.writeBigInt64BE(1234n, fetchPositions(topic).offset);
    assert.deepEqual(frame, fetchFrame(topic, 3, 1234));
  });

  test('hold for requests that are whole frames', () => {
    const frame = produceFrame(topic, 0, Buffer.from('batch'));
    assert.equal(frame.readInt32BE(0), frame.length - 4);
    const empty = requestFrame(produceApi, 11, { transactionalId: null, acks: -1, timeoutMs: 0, topicData: [] }, 1);
    assert.ok(frame.length > empty.length);
  });
});
