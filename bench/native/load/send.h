// The modes that only send: a closed loop (each connection keeps `depth` requests outstanding) and an open one (requests
// at fixed times, latency counted from the time each was meant to leave, so a stall of the broker is not hidden).
// In the open loop request k goes to connection k % n at start + k / rate; responses come in order, so both the request
// and its time follow from how many responses a connection has seen.
#pragma once
#include "sender.h"

static struct {
  struct Sender *senders;
  int *fds;
  uint32_t alive;
  uint64_t issued, answered;
  bool paced;
  uint64_t start; // of the open loop's schedule
} sending;

static inline uint64_t scheduled(uint64_t request) {
  return sending.start + (uint64_t)((double)request * 1e9 / run.rate);
}

// The open loop still issues what was due before the window's end, should it come late to it.
static inline bool mayIssue(void) {
  bool open = sending.paced ? scheduled(sending.issued) < run.windowEnd : !run.over;
  return open && (run.requestsMax == 0 || sending.issued < run.requestsMax);
}

static inline void finishAtMax(uint64_t now) {
  if (++sending.answered == run.requestsMax && !run.over) stopCounting(now);
}

static void answeredInClosedLoop(void *owner, const uint8_t *head, uint32_t size, uint64_t now) {
  struct Sender *self = owner;
  uint64_t *startedAt = &self->startedAt[self->answered % run.depth];
  if (!run.over) {
    recordValue(&run.totals.latency, now - *startedAt, 1);
    run.totals.requests++;
    countAnswer(self, head, size);
  } else {
    self->outstanding--;
  }
  if (mayIssue()) {
    *startedAt = now;
    self->due++;
    self->outstanding++;
    sending.issued++;
  }
  finishAtMax(now);
}

// Counts by the time a request was meant to leave, so those answered after the window's end still count.
static void answeredInOpenLoop(void *owner, const uint8_t *head, uint32_t size, uint64_t now) {
  struct Sender *self = owner;
  uint64_t at = scheduled((uint64_t)(self - sending.senders) + self->answered * run.active);
  if (at >= run.windowStart) {
    recordValue(&run.totals.latency, now > at ? now - at : 0, 1);
    run.totals.requests++;
  }
  countAnswer(self, head, size);
  finishAtMax(now);
}

static void endConnection(struct Sender *self) {
  if (!run.over) countError("\"connection closed\"");
  close(self->fd);
  self->fd = -1;
  self->due = self->outstanding = 0;
  sending.alive--;
}

static void serve(struct Sender *self, uint32_t events) {
  if (self->fd < 0) return;
  bool open = true;
  if (events & (EPOLLIN | CONNECTION_ENDS)) {
    open = readResponses(&self->responses, self->fd, events, sending.paced ? answeredInOpenLoop : answeredInClosedLoop, self);
  }
  if (open && self->due > 0) open = writeDue(self);
  if (!open) endConnection(self);
}

// Makes due what the schedule says, then writes once to each connection concerned.
static void releaseScheduled(uint64_t now) {
  uint64_t first = sending.issued;
  while (mayIssue() && scheduled(sending.issued) <= now) {
    struct Sender *self = &sending.senders[sending.issued++ % run.active];
    if (self->fd < 0) continue;
    self->due++;
    self->outstanding++;
  }
  uint64_t last = smaller(sending.issued, first + run.active);
  for (uint64_t i = first; i < last; i++) {
    struct Sender *self = &sending.senders[i % run.active];
    if (self->fd >= 0 && !writeDue(self)) endConnection(self);
  }
}

static uint64_t nextWake(void) {
  uint64_t boundary = nextBoundary();
  return sending.paced && mayIssue() ? smaller(boundary, scheduled(sending.issued)) : boundary;
}

static void turn(uint64_t deadline) {
  static struct epoll_event events[EVENTS];
  int count = waitForEvents(run.epoll, events, EVENTS, deadline);
  for (int i = 0; i < count; i++) serve(events[i].data.ptr, events[i].events);
}

static uint64_t outstandingRequests(void) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < run.active; i++) sum += sending.senders[i].outstanding;
  return sum;
}

static void drain(void) {
  uint64_t deadline = run.windowEnd + SECOND;
  while (sending.alive > 0 && outstandingRequests() > 0 && nanoseconds() < deadline) turn(deadline);
}

static void openSenders(uint32_t stride) {
  sending.fds = calloc(run.connections, sizeof(int));
  sending.senders = calloc(run.active, sizeof(struct Sender));
  dialMany(&run.address, sending.fds, run.connections);
  uint32_t headBytes = run.errorAt < 0 ? 4 : (uint32_t)run.errorAt + 2;
  for (uint32_t i = 0; i < run.active; i++) {
    uint32_t first = (uint32_t)((uint64_t)i * stride % run.frames.count);
    sending.senders[i] = senderOf(sending.fds[i], first, run.active, headBytes);
    watch(run.epoll, sending.fds[i], &sending.senders[i]);
  }
  sending.alive = run.active;
}

static void fillPipelines(uint64_t now) {
  for (uint32_t i = 0; i < run.active; i++) {
    struct Sender *self = &sending.senders[i];
    self->startedAt = malloc(sizeof(uint64_t) * run.depth);
    for (uint32_t j = 0; j < run.depth && mayIssue(); j++) {
      self->startedAt[j] = now;
      self->due++;
      self->outstanding++;
      sending.issued++;
    }
    if (!writeDue(self)) endConnection(self);
  }
}

static void runSend(struct Options *options, bool paced) {
  uint32_t stride = (uint32_t)optionNumber(options, "--stride", 1);
  refuseUnknownOptions(options);
  sending.paced = paced;
  if (paced && run.rate <= 0) die("--rate is missing");
  openSenders(stride);
  sending.start = nanoseconds();
  setWindow(sending.start);
  followWindow(sending.start);
  if (!paced) fillPipelines(sending.start);
  while (!run.over) {
    turn(nextWake());
    uint64_t now = nanoseconds();
    followWindow(now);
    if (paced) releaseScheduled(now);
    if (sending.alive == 0 && !run.over) stopCounting(now);
  }
  if (!paced) printResult("");
  drain();
  if (!paced) return;
  char extra[64];
  snprintf(extra, sizeof extra, ",\"missing\":%llu", (unsigned long long)outstandingRequests());
  printResult(extra);
}
