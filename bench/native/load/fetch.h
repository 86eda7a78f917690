// The mode that consumes: connections × depth readers, each from the offset in its frame on; on reaching `endOffset` a
// reader starts again at `startOffset`, or is done where `once` is asked.
#pragma once
#include "consumer.h"

static struct {
  struct Consumer *consumers;
  uint32_t count, alive;
  int64_t startOffset, endOffset; // endOffset -1: none
  bool once;
} fetching;

static void endConsumer(struct Consumer *self) {
  close(self->fd);
  self->fd = -1;
  fetching.alive--;
}

static void fetchedInLoop(struct Consumer *self, uint64_t now) {
  if (run.over) return;
  recordValue(&run.totals.latency, now - self->startedAt, 1);
  run.totals.requests++;
  if (run.totals.requests == run.requestsMax) stopCounting(now);
  if (self->walk.batches > 0) {
    bool atEnd = fetching.endOffset >= 0 && self->walk.nextOffset >= (uint64_t)fetching.endOffset;
    if (atEnd && fetching.once) {
      endConsumer(self);
      return;
    }
    fetchFrom(self, atEnd ? (uint64_t)fetching.startOffset : self->walk.nextOffset);
  }
  if (!run.over && !sendFetch(self, now)) {
    countError("\"connection closed\"");
    endConsumer(self);
  }
}

static void fetchTurn(uint64_t deadline) {
  static struct epoll_event events[EVENTS];
  int count = waitForEvents(run.epoll, events, EVENTS, deadline);
  for (int i = 0; i < count; i++) {
    struct Consumer *self = events[i].data.ptr;
    if (self->fd < 0 || !(events[i].events & (EPOLLIN | CONNECTION_ENDS))) continue;
    if (readFetches(self, events[i].events, fetchedInLoop) || self->fd < 0) continue;
    if (!run.over) countError("\"connection closed\"");
    endConsumer(self);
  }
}

static void openConsumers(const struct Positions *positions) {
  fetching.count = fetching.alive = run.connections * run.depth;
  fetching.consumers = calloc(fetching.count, sizeof(struct Consumer));
  int *fds = calloc(fetching.count, sizeof(int));
  dialMany(&run.address, fds, fetching.count);
  for (uint32_t i = 0; i < fetching.count; i++) {
    struct Consumer *self = &fetching.consumers[i];
    *self = consumerOf(fds[i], run.frames.at[i % run.frames.count], positions);
    watch(run.epoll, self->fd, self);
  }
  free(fds);
}

static void runFetch(struct Options *options) {
  struct Positions positions = positionsFrom(options, "--error-at");
  fetching.startOffset = (int64_t)optionNumber(options, "--start-offset", 0);
  fetching.endOffset = (int64_t)optionNumber(options, "--end-offset", -1);
  fetching.once = optionFlag(options, "--once");
  refuseUnknownOptions(options);
  if (fetching.once) run.seconds = 0;
  openConsumers(&positions);
  uint64_t now = nanoseconds();
  setWindow(now);
  followWindow(now);
  for (uint32_t i = 0; i < fetching.count; i++) sendFetch(&fetching.consumers[i], now);
  while (!run.over) {
    fetchTurn(nextBoundary());
    now = nanoseconds();
    followWindow(now);
    if (fetching.alive == 0 && !run.over) stopCounting(now);
  }
  char extra[160];
  snprintf(extra, sizeof extra, ",\"records\":%llu,\"recordsBytes\":%llu,\"recordsPerSecond\":%.1f,\"recordsBytesPerSecond\":%.1f",
           (unsigned long long)run.totals.records, (unsigned long long)run.totals.recordsBytes,
           (double)run.totals.records / windowSeconds(), (double)run.totals.recordsBytes / windowSeconds());
  printResult(extra);
}
