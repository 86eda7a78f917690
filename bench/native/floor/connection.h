// A connection's state, the lists it can be on, and its output.
#pragma once
#include "../shared/dial.h"
#include "partition.h"
#include "requests.h"

enum FetchState { NO_FETCH, ASKED, PARKED, SENDING };

// A frame that takes several reads. It arrives in room reserved in the ring, or on the heap should the ring be about to
// come round to that room.
struct Upload {
  uint64_t ringPosition;
  uint8_t *heap;
  uint32_t size, got; // size 0: none under way
  bool headKnown;
  struct Request request;
  uint32_t crcDone, crc; // the CRC up to this place in the frame
  struct Connection *before, *after;
};

struct Fetch {
  enum FetchState state;
  struct Request request;
  struct Partition *partition; // null: answered with an error
  uint64_t position, end;      // what of the log is asked for, and sent
  uint64_t deadline;
  struct Connection *parkedBefore, *parkedAfter, *waiterBefore, *waiterAfter;
  uint8_t head[400];
  uint32_t headSize;
  uint64_t sent; // of head, log and tail
};

struct Connection {
  int fd; // -1: closed
  bool again, readable;
  uint8_t *held; // input that follows a fetch not answered yet, or less than a length prefix
  uint32_t heldSize;
  struct Upload upload;
  struct Fetch fetch;
  struct { // where the last fetch ended, to go on without a search
    struct Partition *partition;
    uint64_t offset, position;
  } cursor;
  uint32_t answersFrom, answersSize; // in `answers`
  uint8_t *out;                      // what the socket did not take
  uint32_t outFrom, outEnd, outCapacity;
};

struct ConnectionList {
  struct Connection **list;
  uint32_t count, capacity;
};

static struct ConnectionList answering, asking, again, closed;

// Answers to the produce requests of this round, those of one connection side by side.
static struct {
  uint8_t *bytes;
  uint32_t size, capacity;
} answers;

// Uploads in the ring, oldest first, and parked fetches, earliest deadline first.
static struct {
  struct Connection *first, *last;
} uploads, parked;

static void addTo(struct ConnectionList *list, struct Connection *connection) {
  if (list->count == list->capacity) list->list = grown(list->list, &list->capacity, sizeof(struct Connection *));
  list->list[list->count++] = connection;
}

static void serveAgain(struct Connection *self) {
  if (self->again) return;
  self->again = true;
  addTo(&again, self);
}

static void linkUpload(struct Connection *self) {
  self->upload.before = uploads.last;
  self->upload.after = NULL;
  if (uploads.last) uploads.last->upload.after = self;
  else uploads.first = self;
  uploads.last = self;
}

static void unlinkUpload(struct Connection *self) {
  struct Upload *upload = &self->upload;
  if (upload->before) upload->before->upload.after = upload->after;
  else uploads.first = upload->after;
  if (upload->after) upload->after->upload.before = upload->before;
  else uploads.last = upload->before;
}

static void park(struct Connection *self) {
  struct Fetch *fetch = &self->fetch;
  struct Connection *before = parked.last;
  while (before && before->fetch.deadline > fetch->deadline) before = before->fetch.parkedBefore;
  fetch->parkedBefore = before;
  fetch->parkedAfter = before ? before->fetch.parkedAfter : parked.first;
  if (fetch->parkedAfter) fetch->parkedAfter->fetch.parkedBefore = self;
  else parked.last = self;
  if (before) before->fetch.parkedAfter = self;
  else parked.first = self;
  fetch->waiterBefore = NULL;
  fetch->waiterAfter = fetch->partition->waiters;
  if (fetch->waiterAfter) fetch->waiterAfter->fetch.waiterBefore = self;
  fetch->partition->waiters = self;
  fetch->state = PARKED;
}

static void unpark(struct Connection *self) {
  struct Fetch *fetch = &self->fetch;
  if (fetch->parkedBefore) fetch->parkedBefore->fetch.parkedAfter = fetch->parkedAfter;
  else parked.first = fetch->parkedAfter;
  if (fetch->parkedAfter) fetch->parkedAfter->fetch.parkedBefore = fetch->parkedBefore;
  else parked.last = fetch->parkedBefore;
  if (fetch->waiterBefore) fetch->waiterBefore->fetch.waiterAfter = fetch->waiterAfter;
  else fetch->partition->waiters = fetch->waiterAfter;
  if (fetch->waiterAfter) fetch->waiterAfter->fetch.waiterBefore = fetch->waiterBefore;
  fetch->state = ASKED;
}

// The memory stays till the end of the round, or of the next one: lists and events may still name it.
static void closeConnection(struct Connection *self) {
  if (self->fd < 0) return;
  close(self->fd);
  self->fd = -1;
  if (self->upload.size > 0 && self->upload.heap == NULL) unlinkUpload(self);
  if (self->fetch.state == PARKED) unpark(self);
  addTo(&closed, self);
}

static void refuse(struct Connection *self, const char *why) {
  fprintf(stderr, "floor: closing a connection: %s\n", why);
  closeConnection(self);
}

static void forgetClosed(void) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < closed.count; i++) {
    struct Connection *self = closed.list[i];
    if (self->again) {
      closed.list[kept++] = self;
      continue;
    }
    free(self->held);
    free(self->out);
    free(self->upload.heap);
    free(self);
  }
  closed.count = kept;
}

static void keepForLater(struct Connection *self, const uint8_t *bytes, uint32_t size) {
  while (self->outEnd + size > self->outCapacity) self->out = grown(self->out, &self->outCapacity, 1);
  memcpy(self->out + self->outEnd, bytes, size);
  self->outEnd += size;
}

static bool outputWaits(const struct Connection *self) { return self->outFrom < self->outEnd; }

static void flushOutput(struct Connection *self) {
  while (outputWaits(self)) {
    ssize_t sent = send(self->fd, self->out + self->outFrom, self->outEnd - self->outFrom, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) return;
    if (sent < 0) {
      closeConnection(self);
      return;
    }
    self->outFrom += (uint32_t)sent;
  }
  self->outFrom = self->outEnd = 0;
}

static void sendAnswers(void) {
  for (uint32_t i = 0; i < answering.count; i++) {
    struct Connection *self = answering.list[i];
    const uint8_t *bytes = answers.bytes + self->answersFrom;
    uint32_t size = self->answersSize;
    self->answersSize = 0;
    if (self->fd < 0) continue;
    ssize_t sent = outputWaits(self) ? 0 : send(self->fd, bytes, size, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) {
      closeConnection(self);
      continue;
    }
    uint32_t taken = sent < 0 ? 0 : (uint32_t)sent;
    if (taken < size) keepForLater(self, bytes + taken, size - taken);
  }
  answering.count = 0;
  answers.size = 0;
}
