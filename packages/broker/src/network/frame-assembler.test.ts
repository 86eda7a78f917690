import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FrameAssembler, FrameSizeError } from './frame-assembler.ts';
import { ReceiveMemory } from './receive-memory.ts';

const SHARED_BYTES = 64;
const REQUEST_BYTES_MAX = 5_000;

function framed(...bodies: readonly Buffer[]): Buffer {
  const chunks = bodies.flatMap((body) => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(body.length);
    return [size, body];
  });
  return Buffer.concat(chunks);
}

function body(length: number, fill: number): Buffer {
  return Buffer.alloc(length, fill % 251);
}

function assemblerOf(memory = new ReceiveMemory(1 << 20), shared = Buffer.alloc(SHARED_BYTES)): FrameAssembler {
  return new FrameAssembler(shared, memory, REQUEST_BYTES_MAX);
}

/** Copies as much as the assembler wants to read at once; returns how much that was. */
function read(assembler: FrameAssembler, bytes: Buffer): number {
  const length = bytes.copy(assembler.readBuffer());
  assembler.received(length);
  return length;
}

function takeAll(assembler: FrameAssembler): Buffer[] {
  const frames: Buffer[] = [];
  for (let frame = assembler.peek(); frame !== undefined; frame = assembler.peek()) {
    frames.push(Buffer.from(frame));
    assembler.consume(frame);
  }
  assembler.retain();
  return frames;
}

test('frames come out as they went in, however they are cut, also when they have to wait for their turn', () => {
  const scenario = fc.record({
    sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 4_000 })), { maxLength: 12 }),
    cuts: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 }),
    /** How many frames may be taken after each read; the rest waits. */
    turns: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 20 }),
    /** The network may ask for the next buffer as soon as a read is over, or only before the next one. */
    early: fc.boolean(),
  });
  fc.assert(
    fc.property(scenario, ({ sizes, cuts, turns, early }) => {
      const shared = Buffer.alloc(SHARED_BYTES);
      const memory = new ReceiveMemory(1 << 20);
      const assembler = assemblerOf(memory, shared);
      const bodies = sizes.map((size, index) => body(size, index + 1));
      const stream = framed(...bodies);
      const frames: Buffer[] = [];
      const take = (allowed: number): void => {
        let left = allowed;
        for (let frame = assembler.peek(); frame !== undefined && left > 0; frame = assembler.peek()) {
          frames.push(Buffer.from(frame));
          assembler.consume(frame);
          left--;
        }
        assembler.retain();
        shared.fill(0xee); // another connection reads
      };
      let target = assembler.readBuffer();
      for (let at = 0, step = 0; at < stream.length; step++) {
        if (!early) target = assembler.readBuffer();
        const cut = cuts[step % cuts.length] ?? 1;
        const length = stream.subarray(at, at + cut).copy(target);
        at += length;
        assembler.received(length);
        take(turns[step % turns.length] ?? 0);
        if (early) target = assembler.readBuffer();
        if (step % 3 === 0) take(1); // a turn that comes between two reads
      }
      take(Number.POSITIVE_INFINITY);
      assert.deepEqual(frames, bodies);
      assembler.release();
      assert.equal(memory.occupiedBytes, 0);
    }),
    { numRuns: 300 * Number(process.env['FUZZ'] ?? 1) },
  );
});

test('a frame that is whole in the shared buffer is used where it lies and keeps no memory', () => {
  const shared = Buffer.alloc(SHARED_BYTES);
  const memory = new ReceiveMemory(1 << 20);
  const assembler = assemblerOf(memory, shared);
  read(assembler, framed(body(10, 7)));
  const frame = assembler.peek();
  assert.ok(frame !== undefined && frame.buffer === shared.buffer);
  assembler.consume(frame);
  assembler.retain();
  assert.equal(memory.occupiedBytes, 0);
});

test('memory grows with what has arrived, not with what was announced (B11)', () => {
  const memory = new ReceiveMemory(1 << 30);
  const assembler = new FrameAssembler(Buffer.alloc(SHARED_BYTES), memory, 100 * 1024 * 1024);
  const announced = Buffer.alloc(4 + 50);
  announced.writeInt32BE(100 * 1024 * 1024);
  read(assembler, announced);
  assembler.peek();
  assembler.retain();
  assert.ok(memory.occupiedBytes <= 256, `${memory.occupiedBytes} bytes for 54`);
  let arrived = announced.length;
  while (arrived < 200_000) {
    arrived += read(assembler, Buffer.alloc(1_000));
    assembler.peek();
    assembler.retain();
    assert.ok(memory.occupiedBytes <= Math.max(256, 4 * arrived), `${memory.occupiedBytes} bytes for ${arrived}`);
  }
});

test('the rest of a partial frame is read straight into its place, and not beyond it', () => {
  const assembler = assemblerOf();
  const stream = framed(body(100, 1), body(5, 2));
  let at = read(assembler, stream);
  takeAll(assembler);
  const target = assembler.readBuffer();
  assert.equal(target.length, 104 - at);
  at += stream.subarray(at).copy(target);
  assembler.received(target.length);
  assert.deepEqual(takeAll(assembler), [body(100, 1)]);
  read(assembler, stream.subarray(at));
  assert.deepEqual(takeAll(assembler), [body(5, 2)]);
});

for (const size of [0, -1, -2147483648, REQUEST_BYTES_MAX + 1, 2147483647]) {
  test(`a frame of ${size} bytes is refused as soon as its size is there (B11)`, () => {
    const assembler = assemblerOf();
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(size);
    read(assembler, bytes.subarray(0, 3));
    assert.equal(assembler.peek(), undefined);
    assembler.retain();
    read(assembler, bytes.subarray(3));
    assert.throws(() => assembler.peek(), FrameSizeError);
  });
}

test('a frame of exactly the maximum is taken', () => {
  const assembler = assemblerOf();
  const stream = framed(body(REQUEST_BYTES_MAX, 3));
  const frames: Buffer[] = [];
  for (let at = 0; at < stream.length; frames.push(...takeAll(assembler))) at += read(assembler, stream.subarray(at));
  assert.deepEqual(frames, [body(REQUEST_BYTES_MAX, 3)]);
});

test('a partial frame waits when memory has run out, and grows when it may', () => {
  const memory = new ReceiveMemory(300);
  const other = memory.allocate(300);
  const assembler = assemblerOf(memory);
  const stream = framed(body(500, 9));
  let at = read(assembler, stream);
  takeAll(assembler);
  assert.equal(assembler.starved, true);
  memory.free(other);
  assembler.grow();
  assert.equal(assembler.starved, false);
  const frames: Buffer[] = [];
  for (; at < stream.length; frames.push(...takeAll(assembler))) {
    if (assembler.starved) assembler.grow(true);
    at += read(assembler, stream.subarray(at));
  }
  assert.deepEqual(frames, [body(500, 9)]);
});

test('memory that the network may still read into is not given to anybody else', () => {
  const memory = new ReceiveMemory(1 << 30);
  const assembler = new FrameAssembler(Buffer.alloc(100_000), memory, 1 << 20);
  const bytes = Buffer.alloc(90_000);
  bytes.writeInt32BE(500_000);
  read(assembler, bytes);
  takeAll(assembler);
  const lent = assembler.readBuffer();
  assembler.release();
  assert.equal(memory.occupiedBytes, 0);
  assert.notEqual(memory.allocate(100_000).buffer, lent.buffer);
});
