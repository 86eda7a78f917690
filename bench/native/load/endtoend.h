// End to end: one connection produces in an open loop, one fetches with long polls. The latency of a record is the time
// from when its request was meant to leave to the arrival of the whole fetch response that holds it.
// The partition is ours alone and one connection keeps requests in order, so request k holds the offsets from
// base + k × recordsPerRequest on, where base follows from the answer to a first request outside the schedule. Each
// later answer is checked against that.
#pragma once
#include "consumer.h"
#include "sender.h"

#define OFFSET_UNKNOWN UINT64_MAX

static struct {
  struct Sender producer;
  struct Consumer consumer;
  uint32_t baseOffsetAt, recordsPerRequest;
  uint64_t base; // of request 0 of the schedule
  uint64_t start, issued;
  uint64_t counted; // of those issued, the ones in the counted window
  uint64_t seen;    // requests whose records have arrived
  bool failed;
} endToEnd = {.base = OFFSET_UNKNOWN};

static uint64_t leavesAt(uint64_t request) { return endToEnd.start + (uint64_t)((double)request * 1e9 / run.rate); }

static void produced(void *owner, const uint8_t *head, uint32_t size, uint64_t now) {
  (void)now;
  struct Sender *self = owner;
  countAnswer(self, head, size);
  if (endToEnd.baseOffsetAt + 8 > size) return;
  uint64_t offset = read64(head + endToEnd.baseOffsetAt);
  if (endToEnd.base == OFFSET_UNKNOWN) {
    endToEnd.base = offset + endToEnd.recordsPerRequest;
  } else if (offset != endToEnd.base + (self->answered - 2) * endToEnd.recordsPerRequest) {
    countError("\"another producer writes to this partition\"");
  }
}

static void fetchedRecords(struct Consumer *self, uint64_t now) {
  if (self->walk.batches > 0) {
    uint64_t until = (self->walk.nextOffset - endToEnd.base) / endToEnd.recordsPerRequest;
    for (; endToEnd.seen < until; endToEnd.seen++) {
      uint64_t at = leavesAt(endToEnd.seen);
      if (at < run.windowStart) continue;
      recordValue(&run.totals.latency, now > at ? now - at : 0, endToEnd.recordsPerRequest);
      run.totals.requests++;
    }
    fetchFrom(self, self->walk.nextOffset);
  }
  if (!sendFetch(self, now)) endToEnd.failed = true;
}

static void endToEndTurn(uint64_t deadline) {
  struct epoll_event events[2];
  int count = waitForEvents(run.epoll, events, 2, deadline);
  for (int i = 0; i < count; i++) {
    bool readable = events[i].events & (EPOLLIN | CONNECTION_ENDS), open = true;
    if (events[i].data.ptr == &endToEnd.producer) {
      if (readable) open = readResponses(&endToEnd.producer.responses, endToEnd.producer.fd, events[i].events, produced, &endToEnd.producer);
      if (open && endToEnd.producer.due > 0) open = writeDue(&endToEnd.producer);
    } else if (readable) {
      open = readFetches(&endToEnd.consumer, events[i].events, fetchedRecords);
    }
    if (!open) endToEnd.failed = true;
  }
}

static void produceDue(uint64_t now) {
  for (uint64_t at; (at = leavesAt(endToEnd.issued)) <= now && at < run.windowEnd; endToEnd.issued++) {
    if (at >= run.windowStart) endToEnd.counted++;
    endToEnd.producer.due++;
    endToEnd.producer.outstanding++;
  }
  if (!writeDue(&endToEnd.producer)) endToEnd.failed = true;
}

static void produceFirst(void) {
  endToEnd.producer.due = endToEnd.producer.outstanding = 1;
  if (!writeDue(&endToEnd.producer)) endToEnd.failed = true;
  uint64_t deadline = nanoseconds() + 30 * SECOND;
  while (endToEnd.base == OFFSET_UNKNOWN && !endToEnd.failed && nanoseconds() < deadline) endToEndTurn(deadline);
  if (endToEnd.base == OFFSET_UNKNOWN) die("the first produce request was not answered");
}

static void openBoth(struct Options *options) {
  struct Frames fetchFrames = readFrames(requiredText(options, "--fetch-frames"));
  struct Positions positions = positionsFrom(options, "--fetch-error-at");
  endToEnd.recordsPerRequest = (uint32_t)optionNumber(options, "--records-per-request", 1);
  endToEnd.baseOffsetAt = (uint32_t)requiredNumber(options, "--base-offset-at");
  int fds[2];
  dialMany(&run.address, fds, 2);
  uint32_t headBytes = (uint32_t)larger((uint64_t)(run.errorAt + 2), endToEnd.baseOffsetAt + 8);
  endToEnd.producer = senderOf(fds[0], 0, 1, headBytes);
  endToEnd.consumer = consumerOf(fds[1], fetchFrames.at[0], &positions);
  watch(run.epoll, fds[0], &endToEnd.producer);
  watch(run.epoll, fds[1], &endToEnd.consumer);
}

static void printEndToEnd(void) {
  const struct Totals *totals = &run.totals;
  char extra[160];
  snprintf(extra, sizeof extra, ",\"records\":%llu,\"recordsPerSecond\":%.1f,\"missing\":%llu",
           (unsigned long long)totals->latency.total, (double)totals->latency.total / windowSeconds(),
           (unsigned long long)(endToEnd.counted - totals->requests));
  printResult(extra);
}

static void runEndToEnd(struct Options *options) {
  openBoth(options);
  refuseUnknownOptions(options);
  if (run.rate <= 0) die("--rate is missing");
  produceFirst();
  fetchFrom(&endToEnd.consumer, endToEnd.base);
  uint64_t now = nanoseconds();
  sendFetch(&endToEnd.consumer, now);
  endToEnd.start = now + SECOND / 100;
  setWindow(endToEnd.start);
  while (!run.over && !endToEnd.failed) {
    endToEndTurn(smaller(nextBoundary(), leavesAt(endToEnd.issued)));
    now = nanoseconds();
    followWindow(now);
    produceDue(now);
  }
  if (endToEnd.failed) {
    countError("\"connection closed\"");
    if (!run.over) stopCounting(now);
  }
  uint64_t deadline = run.windowEnd + SECOND;
  while (endToEnd.seen < endToEnd.issued && !endToEnd.failed && nanoseconds() < deadline) endToEndTurn(deadline);
  printEndToEnd();
}
