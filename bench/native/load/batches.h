// Follows fetch responses as they stream by, touching only the head of each response and of each record batch:
//   response   4-byte length ... unsigned varint (records length + 1) at `recordsAt`, then the batches
//   batch      int64 baseOffset, int32 batchLength at 8 (counted from 12 on), ... int32 lastOffsetDelta at 23
// A piece that has to be looked at is collected in `piece`; everything between two pieces is skipped.
#pragma once
#include "run.h"

#define BATCH_HEAD 27
#define BATCH_OVERHEAD 12

enum Place { LENGTH, HEAD, BATCH, REST };

struct BatchWalk {
  uint32_t recordsAt;
  int64_t errorAt;
  uint64_t position; // in the response
  uint64_t size;     // of the response
  uint64_t recordsEnd;
  uint64_t pieceAt; // where the piece to look at begins
  uint32_t pieceSize, pieceGot;
  enum Place place;
  uint8_t *piece;
  // What the current response held, for its reader:
  uint64_t firstOffset, nextOffset; // of the complete batches
  uint64_t batches;
};

static void awaitPiece(struct BatchWalk *walk, enum Place place, uint64_t at, uint64_t size) {
  walk->place = place;
  walk->pieceAt = at;
  walk->pieceSize = (uint32_t)size;
  walk->pieceGot = 0;
}

static void awaitResponse(struct BatchWalk *walk) {
  walk->position = walk->size = walk->batches = 0;
  awaitPiece(walk, LENGTH, 0, 4);
}

static struct BatchWalk batchWalkOf(uint32_t recordsAt, int64_t errorAt) {
  struct BatchWalk walk = {.recordsAt = recordsAt, .errorAt = errorAt, .piece = malloc(recordsAt + 64)};
  awaitResponse(&walk);
  return walk;
}

static void awaitBatch(struct BatchWalk *walk, uint64_t at) {
  if (at + BATCH_HEAD > walk->recordsEnd) {
    awaitPiece(walk, REST, walk->size, 0);
    return;
  }
  uint64_t before = walk->pieceAt;
  awaitPiece(walk, BATCH, at, BATCH_HEAD);
  if (at >= walk->position) return;
  walk->pieceGot = (uint32_t)(walk->position - at); // the response's head was read some bytes too far
  memmove(walk->piece, walk->piece + (at - before), walk->pieceGot);
}

static void lookAtHead(struct BatchWalk *walk) {
  uint64_t length = 0, at = walk->recordsAt, shift = 0;
  const uint8_t *piece = walk->piece - walk->pieceAt;
  uint64_t end = walk->pieceAt + walk->pieceSize;
  checkError(piece, end, walk->errorAt);
  while (at < end) {
    uint8_t byte = piece[at++];
    length |= (uint64_t)(byte & 127) << shift;
    shift += 7;
    if (byte < 128) break;
  }
  walk->recordsEnd = smaller(walk->size, at + (length > 0 ? length - 1 : 0));
  awaitBatch(walk, at);
}

static void lookAtBatch(struct BatchWalk *walk) {
  uint64_t offset = read64(walk->piece), size = read32(walk->piece + 8) + BATCH_OVERHEAD;
  uint32_t records = read32(walk->piece + 23) + 1;
  if (walk->pieceAt + size > walk->recordsEnd) {
    awaitPiece(walk, REST, walk->size, 0);
    return;
  }
  if (walk->batches++ == 0) walk->firstOffset = offset;
  walk->nextOffset = offset + records;
  run.totals.records += records;
  run.totals.recordsBytes += size;
  awaitBatch(walk, walk->pieceAt + size);
}

static void lookAtPiece(struct BatchWalk *walk) {
  if (walk->place == LENGTH) {
    walk->size = (uint64_t)read32(walk->piece) + 4;
    awaitPiece(walk, HEAD, 4, smaller(walk->size, (uint64_t)walk->recordsAt + 5) - 4);
  } else if (walk->place == HEAD) {
    lookAtHead(walk);
  } else {
    lookAtBatch(walk);
  }
}

// Goes on over `count` bytes, or to the end of the response if that comes first. Returns how far it came.
static uint32_t walkOver(struct BatchWalk *walk, const uint8_t *bytes, uint32_t count) {
  uint32_t at = 0;
  while (at < count && (walk->size == 0 || walk->position < walk->size)) {
    uint64_t skip = walk->pieceAt + walk->pieceGot - walk->position;
    uint32_t taken = (uint32_t)smaller(count - at, skip);
    if (skip == 0) {
      taken = (uint32_t)smaller(count - at, walk->pieceSize - walk->pieceGot);
      memcpy(walk->piece + walk->pieceGot, bytes + at, taken);
      walk->pieceGot += taken;
    }
    at += taken;
    walk->position += taken;
    if (walk->place != REST && walk->pieceGot == walk->pieceSize) lookAtPiece(walk);
  }
  return at;
}

static bool responseComplete(const struct BatchWalk *walk) { return walk->size > 0 && walk->position == walk->size; }
