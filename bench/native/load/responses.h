// Splits what a connection sends into responses and shows the head of each. A response that one read holds
// completely is seen in place; of another only the first `headBytes` are kept, the rest is counted and dropped.
#pragma once
#include "run.h"

#define HEAD_MAX 1024

struct Responses {
  uint8_t *head;
  uint32_t headBytes; // how much of a response `answered` looks at, at least the 4-byte length
  uint32_t got;       // bytes of the current response so far
  uint32_t size;      // of the current response, known once 4 bytes are there
};

typedef void Answered(void *owner, const uint8_t *head, uint32_t size, uint64_t now);

static struct Responses responsesOf(uint32_t headBytes) {
  if (headBytes > HEAD_MAX) die("a position beyond the first %d bytes of a response cannot be looked at", HEAD_MAX);
  headBytes = (uint32_t)larger(headBytes, 4);
  return (struct Responses){.head = malloc(headBytes), .headBytes = headBytes};
}

// Takes bytes of a response that began in an earlier read or ends in a later one. Returns how many it took.
static uint32_t takePart(struct Responses *self, const uint8_t *bytes, uint32_t count) {
  uint32_t wanted = self->got < 4 ? 4 - self->got : self->size - self->got;
  uint32_t taken = (uint32_t)smaller(count, wanted);
  if (self->got < self->headBytes) {
    memcpy(self->head + self->got, bytes, smaller(taken, self->headBytes - self->got));
  }
  self->got += taken;
  if (self->got == 4 && wanted <= 4) self->size = read32(self->head) + 4;
  return taken;
}

static inline __attribute__((always_inline)) void splitResponses(
    struct Responses *self, const uint8_t *bytes, uint32_t count, Answered *answered, void *owner, uint64_t now) {
  for (uint32_t taken; count > 0; bytes += taken, count -= taken) {
    if (self->got == 0 && count >= 4 && (taken = read32(bytes) + 4) <= count) {
      answered(owner, bytes, taken, now);
      continue;
    }
    taken = takePart(self, bytes, count);
    if (self->got >= 4 && self->got == self->size) {
      uint32_t size = self->size;
      self->got = self->size = 0;
      answered(owner, self->head, size, now);
    }
  }
}

// Reads till the socket is empty. Returns false when the connection has ended; `events` says whether its end is near.
static inline __attribute__((always_inline)) bool readResponses(
    struct Responses *self, int fd, uint32_t events, Answered *answered, void *owner) {
  for (;;) {
    ssize_t count = recv(fd, received, RECEIVE_BYTES, 0);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    run.totals.bytesIn += (uint64_t)count;
    splitResponses(self, received, (uint32_t)count, answered, owner, nanoseconds());
    if (count < RECEIVE_BYTES) return !(events & CONNECTION_ENDS);
  }
}
