// Takes apart the head of a Produce v11 or Fetch v12 request for one partition of one topic. The head may be all that has
// arrived so far of a large request.
#pragma once
#include "../shared/basics.h"

enum { PRODUCE = 0, FETCH = 1 };
enum Parsed { HEAD_KNOWN, MORE_NEEDED, NOT_UNDERSTOOD };

struct Request {
  int16_t key;
  uint32_t correlationId;
  uint32_t topicAt, topicSize; // the name, in the frame
  uint32_t partition;
  // Produce
  int16_t acks;
  uint32_t recordsAt, recordsSize;
  // Fetch
  uint32_t maxWaitMs, minBytes, maxBytes;
  uint64_t offset;
};

// Reads fields up to `end`; beyond it every field is 0 and `cut` is set.
struct Fields {
  const uint8_t *frame;
  uint32_t at, end;
  bool cut, strange;
};

static inline const uint8_t *take(struct Fields *fields, uint32_t size) {
  static const uint8_t nothing[16];
  if (fields->cut || size > fields->end - fields->at) {
    fields->cut = true;
    return nothing;
  }
  fields->at += size;
  return fields->frame + fields->at - size;
}

static inline void skip(struct Fields *fields, uint32_t size) {
  if (fields->cut || size > fields->end - fields->at) fields->cut = true;
  else fields->at += size;
}

static inline uint32_t takeVarint(struct Fields *fields) {
  uint32_t value = 0;
  for (int shift = 0; shift < 35; shift += 7) {
    uint8_t byte = *take(fields, 1);
    value |= (uint32_t)(byte & 127) << shift;
    if (byte < 128) return value;
  }
  fields->strange = true;
  return 0;
}

static inline void expectVarint(struct Fields *fields, uint32_t expected) {
  if (takeVarint(fields) != expected && !fields->cut) fields->strange = true;
}

// A header of version 2: client id in the old format, then tagged fields.
static inline void takeHeader(struct Fields *fields, struct Request *request) {
  request->key = (int16_t)read16(take(fields, 2));
  int16_t version = (int16_t)read16(take(fields, 2));
  request->correlationId = read32(take(fields, 4));
  int16_t clientIdSize = (int16_t)read16(take(fields, 2));
  if (clientIdSize > 0) skip(fields, (uint32_t)clientIdSize);
  expectVarint(fields, 0);
  if (fields->cut) return;
  if (!(request->key == PRODUCE && version == 11) && !(request->key == FETCH && version == 12)) fields->strange = true;
}

static inline void takeTopicAndPartition(struct Fields *fields, struct Request *request) {
  expectVarint(fields, 2);
  request->topicSize = takeVarint(fields) - 1;
  request->topicAt = fields->at;
  skip(fields, request->topicSize);
  expectVarint(fields, 2);
  request->partition = read32(take(fields, 4));
}

static inline void takeProduce(struct Fields *fields, struct Request *request) {
  uint32_t transactionalId = takeVarint(fields);
  if (transactionalId > 1) skip(fields, transactionalId - 1);
  request->acks = (int16_t)read16(take(fields, 2));
  skip(fields, 4);
  takeTopicAndPartition(fields, request);
  request->recordsSize = takeVarint(fields) - 1;
  request->recordsAt = fields->at;
}

static inline void takeFetch(struct Fields *fields, struct Request *request) {
  skip(fields, 4); // replica id
  request->maxWaitMs = read32(take(fields, 4));
  request->minBytes = read32(take(fields, 4));
  request->maxBytes = read32(take(fields, 4));
  skip(fields, 9); // isolation level, session
  takeTopicAndPartition(fields, request);
  skip(fields, 4); // leader epoch
  request->offset = read64(take(fields, 8));
  skip(fields, 12); // last fetched epoch, log start offset
  request->maxBytes = (uint32_t)smaller(request->maxBytes, read32(take(fields, 4)));
}

// `got` bytes of the frame are there, its length prefix included.
static inline enum Parsed parseHead(const uint8_t *frame, uint32_t got, uint32_t size, struct Request *request) {
  struct Fields fields = {.frame = frame, .at = 4, .end = got};
  takeHeader(&fields, request);
  if (!fields.strange && !fields.cut) {
    if (request->key == PRODUCE) takeProduce(&fields, request);
    else takeFetch(&fields, request);
  }
  if (fields.strange) return NOT_UNDERSTOOD;
  if (fields.cut) return got == size ? NOT_UNDERSTOOD : MORE_NEEDED;
  if (request->key == PRODUCE && request->recordsSize > size - request->recordsAt) return NOT_UNDERSTOOD;
  return HEAD_KNOWN;
}
