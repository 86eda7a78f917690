// The physical limit: a broker reduced to what none can leave out. It receives Produce v11 and Fetch v12 for one topic,
// checks each batch and its CRC-32C, gives it an offset, appends it to its partition's file and acknowledges; all on one
// thread. A round is: read every socket that has something, write the appends of all of it, answer, wake fetches.
// It trusts its clients: names, ids and versions other than the load generator's are refused.
#include "floor/fetch.h"
#include "floor/produce.h"
#include "shared/options.h"
#include <signal.h>
#include <sys/prctl.h>

#define EVENTS 1024
#define RECEIVE_BYTES (256u << 10) // what stays in the processor's cache till it is checked and written
#define READS_A_ROUND 4
#define EARLY_WRITE_BYTES (1u << 20)

static bool syncs;

// The ring must not come round to bytes that are still needed: writes them to their files, moves uploads away.
static void makeWay(void) {
  if (dirty.oldest != FOREVER && ring.head - dirty.oldest > EARLY_WRITE_BYTES) writeLogs();
  while (uploads.first && ring.head - uploads.first->upload.ringPosition > ring.size / 2) {
    struct Connection *self = uploads.first;
    unlinkUpload(self);
    self->upload.heap = malloc(self->upload.size);
    memcpy(self->upload.heap, ringAt(self->upload.ringPosition), self->upload.got);
  }
}

static uint8_t *uploadBytes(const struct Upload *upload) {
  return upload->heap ? upload->heap : ringAt(upload->ringPosition);
}

static void finishUpload(struct Connection *self) {
  struct Upload *upload = &self->upload;
  const struct Request *request = &upload->request;
  uint8_t *heap = upload->heap;
  if (heap) {
    upload->ringPosition = ringRoom(upload->size);
    memcpy(ringAt(upload->ringPosition), heap, upload->size);
    ring.head = upload->ringPosition + upload->size;
  } else {
    unlinkUpload(self);
  }
  const uint8_t *frame = ringAt(upload->ringPosition);
  upload->size = 0;
  upload->heap = NULL;
  if (request->key == PRODUCE) {
    produce(self, frame, request, upload->ringPosition, upload->ringPosition + request->recordsAt, &upload->crc);
  } else {
    askFetch(self, frame, request);
  }
  free(heap);
}

// Takes in `count` more bytes of the frame under way, and their CRC while they are in the cache.
static void continueUpload(struct Connection *self, uint32_t count) {
  struct Upload *upload = &self->upload;
  struct Request *request = &upload->request;
  const uint8_t *frame = uploadBytes(upload);
  upload->got += count;
  if (!upload->headKnown) {
    enum Parsed parsed = parseHead(frame, upload->got, upload->size, request);
    if (parsed == MORE_NEEDED) return;
    if (parsed == NOT_UNDERSTOOD) {
      refuse(self, "a request is not understood");
      return;
    }
    upload->headKnown = true;
    upload->crcDone = request->recordsAt + CRC_FROM;
    upload->crc = ~0u;
  }
  if (request->key == PRODUCE) {
    uint32_t end = (uint32_t)smaller(upload->got, (uint64_t)request->recordsAt + request->recordsSize);
    if (end > upload->crcDone) {
      upload->crc = updateCrc32c(upload->crc, frame + upload->crcDone, end - upload->crcDone);
      upload->crcDone = end;
    }
  }
  if (upload->got == upload->size) finishUpload(self);
}

// The beginning of a frame lies at `position`; reserves the room behind it for the rest.
static void beginUpload(struct Connection *self, uint64_t position, uint32_t got, uint32_t size) {
  ring.head = position;
  uint64_t reserved = ringRoom(size);
  if (reserved != position) memcpy(ringAt(reserved), ringAt(position), got);
  ring.head = reserved + size;
  self->upload = (struct Upload){.ringPosition = reserved, .size = size};
  linkUpload(self);
  continueUpload(self, got);
}

static void hold(struct Connection *self, const uint8_t *bytes, uint32_t size) {
  self->heldSize = size;
  if (size == 0) return;
  free(self->held);
  self->held = memcpy(malloc(size), bytes, size);
}

// Handles the frames among `count` bytes at the ring's head.
static void takeFrames(struct Connection *self, uint64_t position, uint32_t count) {
  uint64_t end = position + count, kept = position;
  while (end - position >= 4 && self->fetch.state == NO_FETCH) {
    const uint8_t *frame = ringAt(position);
    uint64_t size = (uint64_t)read32(frame) + 4;
    struct Request request;
    if (size > ring.size / 8) {
      refuse(self, "a request is too large");
      return;
    }
    if (size > end - position) {
      beginUpload(self, position, (uint32_t)(end - position), (uint32_t)size);
      return;
    }
    if (parseHead(frame, (uint32_t)size, (uint32_t)size, &request) != HEAD_KNOWN) {
      refuse(self, "a request is not understood");
      return;
    }
    if (request.key == PRODUCE) kept = produce(self, frame, &request, position, kept, NULL);
    else askFetch(self, frame, &request);
    position += size;
  }
  ring.head = kept;
  hold(self, ringAt(position), (uint32_t)(end - position));
}

// One read: the rest of a frame under way, and what follows it. Returns whether there may be more to read.
static bool readOnce(struct Connection *self) {
  makeWay();
  uint32_t held = self->heldSize, rest = self->upload.size ? self->upload.size - self->upload.got : 0;
  uint64_t position = ringRoom(held + RECEIVE_BYTES);
  if (held > 0) memcpy(ringAt(position), self->held, held);
  self->heldSize = 0;
  struct iovec into[2] = {{uploadBytes(&self->upload) + self->upload.got, smaller(rest, RECEIVE_BYTES)},
                          {ringAt(position) + held, RECEIVE_BYTES}};
  bool both = rest > 0 && rest <= RECEIVE_BYTES && self->upload.heap == NULL;
  uint64_t room = both ? rest + RECEIVE_BYTES : into[rest == 0].iov_len;
  ssize_t count = both ? readv(self->fd, into, 2) : recv(self->fd, into[rest == 0].iov_base, room, 0);
  if (count < 0 && errno == EAGAIN && held > 0) {
    takeFrames(self, position, held);
    return false;
  }
  if (count < 0 && errno == EAGAIN) return false;
  if (count <= 0) {
    closeConnection(self);
    return false;
  }
  uint32_t first = (uint32_t)smaller((uint64_t)count, rest), following = held + (uint32_t)count - first;
  if (first > 0) continueUpload(self, first);
  if (following > 0 && self->fd >= 0) takeFrames(self, position, following);
  return (uint64_t)count == room;
}

static void readConnection(struct Connection *self) {
  self->readable = false;
  for (int reads = 0; reads < READS_A_ROUND; reads++) {
    if (!readOnce(self) || self->fd < 0) return;
    if (self->fetch.state != NO_FETCH) {
      self->readable = true;
      return;
    }
  }
  serveAgain(self);
}

static void serve(struct Connection *self, uint32_t events) {
  if (self->fd < 0) return;
  if (events & (EPOLLHUP | EPOLLERR)) {
    closeConnection(self);
    return;
  }
  if (events & EPOLLOUT) {
    flushOutput(self);
    if (self->fd >= 0 && self->fetch.state == SENDING && !outputWaits(self)) sendFetchAnswer(self);
  }
  if (self->fd < 0 || !(events & (EPOLLIN | EPOLLRDHUP)) || self->again) return;
  if (self->fetch.state == NO_FETCH) readConnection(self);
  else if (events & EPOLLRDHUP) closeConnection(self);
  else self->readable = true;
}

// The first `count` of those that had more to read than their share of the last round.
static void serveThoseAgain(uint32_t count) {
  if (count == 0) return;
  for (uint32_t i = 0; i < count; i++) again.list[i]->again = false;
  for (uint32_t i = 0; i < count; i++) {
    struct Connection *self = again.list[i];
    if (self->fd >= 0) readConnection(self);
  }
  again.count -= count;
  memmove(again.list, again.list + count, again.count * sizeof(struct Connection *));
}

static void acceptAll(int epoll, int listener) {
  for (int on = 1, fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct Connection *connection = calloc(1, sizeof *connection);
    connection->fd = fd;
    watch(epoll, fd, connection);
  }
  if (errno != EAGAIN && errno != ECONNABORTED) die("accept: %s", strerror(errno));
}

static void finishRound(void) {
  writeLogs();
  if (syncs) syncLogs();
  sendAnswers();
  for (uint32_t i = 0; i < dirty.count; i++) {
    dirty.list[i]->dirty = false;
    wakeWaiters(dirty.list[i]);
  }
  dirty.count = 0;
  answerFetches();
  forgetClosed();
}

static int listenAt(int port) {
  struct sockaddr_in address = addressOf("127.0.0.1", port);
  socklen_t size = sizeof address;
  int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) {
    die("cannot listen: %s", strerror(errno));
  }
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

int main(int count, char **words) {
  struct Options options = optionsOf(count - 1, words + 1);
  int port = (int)optionNumber(&options, "--port", 0);
  const char *directory = requiredText(&options, "--dir");
  uint32_t wantedPartitions = (uint32_t)optionNumber(&options, "--partitions", 1);
  uint64_t tail = (uint64_t)optionNumber(&options, "--tail", 64 << 20);
  syncs = optionFlag(&options, "--fsync");
  refuseUnknownOptions(&options);
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_TIMERSLACK, 1ul);
  prepareCrc32c();
  openRing(tail);
  openPartitions(directory, wantedPartitions);
  int epoll = epoll_create1(EPOLL_CLOEXEC), listener = listenAt(port);
  watch(epoll, listener, NULL);
  for (;;) {
    static struct epoll_event events[EVENTS];
    uint64_t deadline = again.count > 0 ? 0 : parked.first ? parked.first->fetch.deadline : FOREVER;
    uint32_t waiting = again.count;
    int happened = waitForEvents(epoll, events, EVENTS, deadline);
    for (int i = 0; i < happened; i++) {
      if (events[i].data.ptr == NULL) acceptAll(epoll, listener);
      else serve(events[i].data.ptr, events[i].events);
    }
    serveThoseAgain(waiting);
    finishRound();
  }
}
