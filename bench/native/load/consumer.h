// One connection that fetches: it keeps one request outstanding and asks for what follows the last complete batch.
#pragma once
#include "batches.h"

// Where things lie: the offset in the request, the others in the response.
struct Positions {
  uint32_t offset, records;
  int64_t error;
};

struct Consumer {
  int fd;
  uint8_t *request;
  uint32_t requestSize, offsetAt;
  uint64_t startedAt;
  struct BatchWalk walk;
};

typedef void Fetched(struct Consumer *self, uint64_t now);

static struct Positions positionsFrom(struct Options *options, const char *errorOption) {
  return (struct Positions){.offset = (uint32_t)requiredNumber(options, "--offset-at"),
                            .records = (uint32_t)requiredNumber(options, "--records-at"),
                            .error = (int64_t)optionNumber(options, errorOption, -1)};
}

static struct Consumer consumerOf(int fd, struct Frame frame, const struct Positions *at) {
  if (at->offset + 8 > frame.size) die("--offset-at is beyond the end of the fetch request");
  uint8_t *request = memcpy(malloc(frame.size), frame.bytes, frame.size);
  return (struct Consumer){.fd = fd,
                           .request = request,
                           .requestSize = frame.size,
                           .offsetAt = at->offset,
                           .walk = batchWalkOf(at->records, at->error)};
}

static void fetchFrom(struct Consumer *self, uint64_t offset) { write64(self->request + self->offsetAt, offset); }

// The request is small and the only one, so the socket takes it whole. Returns false when the connection has ended.
static bool sendFetch(struct Consumer *self, uint64_t now) {
  self->startedAt = now;
  run.totals.bytesOut += self->requestSize;
  return send(self->fd, self->request, self->requestSize, MSG_NOSIGNAL) == (ssize_t)self->requestSize;
}

// Reads till the socket is empty; hands each complete response to `fetched`, which may send the next request.
static bool readFetches(struct Consumer *self, uint32_t events, Fetched *fetched) {
  for (;;) {
    ssize_t count = recv(self->fd, received, RECEIVE_BYTES, 0);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    run.totals.bytesIn += (uint64_t)count;
    for (uint32_t at = 0; at < (uint32_t)count;) {
      at += walkOver(&self->walk, received + at, (uint32_t)count - at);
      if (!responseComplete(&self->walk)) continue;
      fetched(self, nanoseconds());
      awaitResponse(&self->walk);
    }
    if (count < RECEIVE_BYTES) return !(events & CONNECTION_ENDS);
  }
}
