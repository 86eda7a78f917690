// Fetch: finds the asked offset, waits for min.bytes or the deadline, and sends head, log and tail; the log from the ring
// while it is there, else from the file.
#pragma once
#include "connection.h"

#define OFFSET_OUT_OF_RANGE 1
#define FETCH_UNKNOWN_PARTITION 3
#define ANSWER_PIECES 64
#define FILE_BYTES (64u << 10) // stays in the cache between two copies; little is lost where the socket takes less
#define WORTHWHILE_BYTES (64u << 10) // where all the pieces hold less than this, one read from the file is cheaper
#define TAIL_BYTES 3                 // no tags of partition, topic and response

static uint8_t fileBytes[FILE_BYTES] __attribute__((aligned(4096)));

static void readLog(const struct Partition *partition, uint64_t position, void *into, uint32_t size) {
  if (pread(partition->file, into, size, (off_t)position) != (ssize_t)size) die("cannot read a log: %s", strerror(errno));
}

// The last index entry that does not exceed `wanted`, by offset or by position.
static const struct IndexEntry *indexEntry(const struct Partition *self, uint64_t wanted, bool byOffset) {
  uint32_t low = 0, high = self->indexCount;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    uint64_t value = byOffset ? self->index[middle].offset : self->index[middle].position;
    if (value <= wanted) low = middle;
    else high = middle;
  }
  return &self->index[low];
}

// Position of the batch that holds `offset`, which is below the log's end.
static uint64_t positionOf(const struct Partition *self, uint64_t offset) {
  const struct IndexEntry *entry = indexEntry(self, offset, true);
  uint64_t position = entry->position;
  uint8_t header[27];
  for (;;) {
    readLog(self, position, header, sizeof header);
    if (read64(header) + read32(header + 23) >= offset) return position;
    position += read32(header + 8) + 12;
  }
}

// Called when the round's appends are written, so all of the log is in the file.
static void locate(struct Connection *self) {
  struct Fetch *fetch = &self->fetch;
  uint64_t offset = fetch->request.offset;
  struct Partition *partition = fetch->partition;
  if (offset == partition->endOffset) fetch->position = partition->end;
  else if (self->cursor.partition == partition && self->cursor.offset == offset) fetch->position = self->cursor.position;
  else fetch->position = positionOf(partition, offset);
}

// Where the answer ends: at the log's end, or at the last batch known to end within max.bytes, at least one.
static void limitAnswer(struct Connection *self) {
  struct Fetch *fetch = &self->fetch;
  struct Partition *partition = fetch->partition;
  uint64_t offset = partition->endOffset, end = partition->end;
  if (end - fetch->position > fetch->request.maxBytes) {
    const struct IndexEntry *entry = indexEntry(partition, fetch->position + fetch->request.maxBytes, false);
    const struct IndexEntry *indexEnd = partition->index + partition->indexCount;
    while (entry < indexEnd && entry->position <= fetch->position) entry++;
    if (entry < indexEnd) {
      offset = entry->offset;
      end = entry->position;
    }
  }
  fetch->end = end;
  self->cursor.partition = partition;
  self->cursor.offset = offset;
  self->cursor.position = end;
}

static uint8_t *putVarint(uint8_t *at, uint32_t value) {
  for (; value >= 128; value >>= 7) *at++ = (uint8_t)(value | 128);
  *at++ = (uint8_t)value;
  return at;
}

static void writeHead(struct Fetch *fetch, const uint8_t *topic, uint16_t error) {
  const struct Request *request = &fetch->request;
  uint64_t endOffset = fetch->partition ? fetch->partition->endOffset : UINT64_MAX;
  uint8_t *at = fetch->head + 4;
  write32(at, request->correlationId);
  memset(at + 4, 0, 11); // tags, throttle time, error, session
  at[15] = 2;
  at[16] = (uint8_t)(request->topicSize + 1);
  at = (uint8_t *)memcpy(at + 17, topic, request->topicSize) + request->topicSize;
  at[0] = 2;
  write32(at + 1, request->partition);
  write16(at + 5, error);
  write64(at + 7, endOffset);  // high watermark
  write64(at + 15, endOffset); // last stable offset
  write64(at + 23, 0);         // log start offset
  at[31] = 0;                  // aborted transactions: null
  write32(at + 32, UINT32_MAX);
  at = putVarint(at + 36, (uint32_t)(fetch->end - fetch->position) + 1);
  fetch->headSize = (uint32_t)(at - fetch->head);
  write32(fetch->head, fetch->headSize - 4 + (uint32_t)(fetch->end - fetch->position) + TAIL_BYTES);
}

// Lists the log from `from` on: out of the ring, or read from the file.
static int logPieces(const struct Fetch *fetch, uint64_t from, struct iovec *pieces, int capacity, uint64_t *listed) {
  int count = ringPieces(fetch->partition, from, fetch->end, pieces, capacity, listed);
  if (*listed >= smaller(fetch->end - from, WORTHWHILE_BYTES)) return count;
  *listed = smaller(fetch->end - from, FILE_BYTES);
  readLog(fetch->partition, from, fileBytes, (uint32_t)*listed);
  pieces[0] = (struct iovec){fileBytes, *listed};
  return 1;
}

static int answerPieces(struct Fetch *fetch, struct iovec *pieces) {
  static uint8_t tail[TAIL_BYTES];
  int count = 0;
  uint64_t sent = fetch->sent, log = fetch->end - fetch->position, listed = 0;
  if (sent < fetch->headSize) {
    pieces[count++] = (struct iovec){fetch->head + sent, fetch->headSize - sent};
    sent = fetch->headSize;
  }
  sent -= fetch->headSize;
  if (sent < log) {
    count += logPieces(fetch, fetch->position + sent, pieces + count, ANSWER_PIECES - 2, &listed);
    if (sent + listed < log) return count;
    sent = log;
  }
  sent -= log;
  pieces[count++] = (struct iovec){tail + sent, TAIL_BYTES - sent};
  return count;
}

static uint64_t bytesOf(const struct iovec *pieces, int count) {
  uint64_t sum = 0;
  for (int i = 0; i < count; i++) sum += pieces[i].iov_len;
  return sum;
}

static void sendFetchAnswer(struct Connection *self) {
  struct Fetch *fetch = &self->fetch;
  uint64_t size = fetch->headSize + (fetch->end - fetch->position) + TAIL_BYTES;
  while (fetch->sent < size) {
    struct iovec pieces[ANSWER_PIECES];
    int count = answerPieces(fetch, pieces);
    uint64_t offered = bytesOf(pieces, count);
    ssize_t sent = writev(self->fd, pieces, count);
    if (sent < 0 && errno == EAGAIN) return;
    if (sent < 0) {
      closeConnection(self);
      return;
    }
    fetch->sent += (uint64_t)sent;
    if ((uint64_t)sent < offered) return; // the socket is full: epoll tells when it is not
  }
  fetch->state = NO_FETCH;
  if (self->heldSize > 0 || self->readable) serveAgain(self);
}

static void answerFetch(struct Connection *self) {
  struct Fetch *fetch = &self->fetch;
  uint16_t error = 0;
  if (fetch->partition == NULL) error = FETCH_UNKNOWN_PARTITION;
  else if (fetch->request.offset > fetch->partition->endOffset) error = OFFSET_OUT_OF_RANGE;
  else limitAnswer(self);
  if (error != 0) fetch->position = fetch->end = 0;
  uint8_t topic[256];
  memcpy(topic, fetch->head, fetch->request.topicSize); // the name waited where the head is written now
  writeHead(fetch, topic, error);
  fetch->sent = 0;
  fetch->state = SENDING;
  if (!outputWaits(self)) sendFetchAnswer(self);
}

static void askFetch(struct Connection *self, const uint8_t *frame, const struct Request *request) {
  if (request->topicSize > 255) {
    refuse(self, "a topic name is too long");
    return;
  }
  struct Fetch *fetch = &self->fetch;
  fetch->state = ASKED;
  fetch->request = *request;
  fetch->partition = request->partition < partitionCount ? &partitions[request->partition] : NULL;
  memcpy(fetch->head, frame + request->topicAt, request->topicSize);
  addTo(&asking, self);
}

static bool hasEnough(const struct Fetch *fetch) {
  return fetch->partition->end - fetch->position >= fetch->request.minBytes;
}

static void answerOrPark(struct Connection *self, uint64_t now) {
  struct Fetch *fetch = &self->fetch;
  if (fetch->partition == NULL || fetch->request.offset > fetch->partition->endOffset) {
    answerFetch(self);
    return;
  }
  locate(self);
  fetch->deadline = now + (uint64_t)fetch->request.maxWaitMs * (SECOND / 1000);
  if (fetch->request.maxWaitMs == 0 || hasEnough(fetch)) answerFetch(self);
  else park(self);
}

static void wakeWaiters(struct Partition *partition) {
  for (struct Connection *self = partition->waiters, *after; self; self = after) {
    after = self->fetch.waiterAfter;
    if (!hasEnough(&self->fetch)) continue;
    unpark(self);
    answerFetch(self);
  }
}

static void answerFetches(void) {
  if (asking.count == 0 && parked.first == NULL) return;
  uint64_t now = nanoseconds();
  for (uint32_t i = 0; i < asking.count; i++) {
    if (asking.list[i]->fd >= 0) answerOrPark(asking.list[i], now);
  }
  asking.count = 0;
  while (parked.first && parked.first->fetch.deadline <= now) {
    struct Connection *self = parked.first;
    unpark(self);
    answerFetch(self);
  }
}
