// Produce: checks a batch where it lies in the ring, gives it its offset, appends it and writes the answer, which leaves
// when the round's appends are in their files.
#pragma once
#include "connection.h"
#include "crc32c.h"

#define BATCH_HEADER 61
#define CRC_FROM 21 // the CRC covers a batch from its attributes on
#define CORRUPT_MESSAGE 2
#define UNKNOWN_TOPIC_OR_PARTITION 3
#define INVALID_RECORD 87
#define SMALL_BATCH 4096 // up to here moving is cheaper than writing the file in more pieces

static uint8_t *answerRoom(struct Connection *self, uint32_t size) {
  while (answers.size + size > answers.capacity) answers.bytes = grown(answers.bytes, &answers.capacity, 1);
  if (self->answersSize == 0) {
    self->answersFrom = answers.size;
    addTo(&answering, self);
  }
  self->answersSize += size;
  answers.size += size;
  return answers.bytes + answers.size - size;
}

static void answerProduce(struct Connection *self, const uint8_t *topic, const struct Request *request, uint16_t error, uint64_t base) {
  uint32_t size = 4 + 4 + 1 + 1 + 1 + request->topicSize + 1 + 4 + 2 + 8 + 8 + 8 + 1 + 1 + 1 + 1 + 4 + 1;
  uint8_t *at = answerRoom(self, size);
  write32(at, size - 4);
  write32(at + 4, request->correlationId);
  at[8] = 0;
  at[9] = 2;
  at[10] = (uint8_t)(request->topicSize + 1);
  at = (uint8_t *)memcpy(at + 11, topic, request->topicSize) + request->topicSize;
  at[0] = 2;
  write32(at + 1, request->partition);
  write16(at + 5, error);
  write64(at + 7, base);
  write64(at + 15, UINT64_MAX);            // log append time
  write64(at + 23, error ? UINT64_MAX : 0); // log start offset
  at[31] = 1;                               // no record errors
  memset(at + 32, 0, 8);                    // no message, tags, throttle time, tags
}

static uint16_t checkBatch(const uint8_t *batch, uint32_t size, const uint32_t *crcSoFar) {
  if (size < BATCH_HEADER || read32(batch + 8) != size - 12 || batch[16] != 2) return INVALID_RECORD;
  uint32_t crc = crcSoFar ? *crcSoFar : updateCrc32c(~0u, batch + CRC_FROM, size - CRC_FROM);
  if (~crc != read32(batch + 17)) return CORRUPT_MESSAGE;
  uint32_t lastOffsetDelta = read32(batch + 23);
  return lastOffsetDelta < INT32_MAX && read32(batch + 57) == lastOffsetDelta + 1 ? 0 : INVALID_RECORD;
}

// `frame` lies at `framePosition`. A small batch moves down to `kept`, so that small ones end up side by side.
// Returns where the next bytes may be kept.
static uint64_t produce(struct Connection *self, const uint8_t *frame, const struct Request *request,
                        uint64_t framePosition, uint64_t kept, const uint32_t *crcSoFar) {
  uint64_t position = framePosition + request->recordsAt;
  uint32_t size = request->recordsSize;
  const uint8_t *topic = frame + request->topicAt;
  uint16_t error = request->partition < partitionCount ? checkBatch(ringAt(position), size, crcSoFar) : UNKNOWN_TOPIC_OR_PARTITION;
  if (error != 0) {
    answerProduce(self, topic, request, error, UINT64_MAX);
    return kept;
  }
  struct Partition *partition = &partitions[request->partition];
  uint8_t *batch = ringAt(position);
  write64(batch, partition->endOffset);
  write32(batch + 12, 0); // leader epoch
  uint32_t records = read32(batch + 57);
  if (request->acks != 0) answerProduce(self, topic, request, 0, partition->endOffset);
  if (size <= SMALL_BATCH) {
    memmove(ringAt(kept), batch, size);
    position = kept;
  }
  append(partition, position, size, records);
  return position + size;
}
