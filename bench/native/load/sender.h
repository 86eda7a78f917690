// One connection that sends frames out of the shared set. It holds no bytes of its own: a frame's index and how much of
// it is written say where it stands. `due` frames may be written, the one under way included.
#pragma once
#include "responses.h"
#include <sys/uio.h>

#define SMALL_FRAME 4096 // up to here copying is cheaper than a piece of its own in writev
#define PIECES 64
#define SCRATCH_BYTES (256u << 10)

struct Sender {
  int fd;
  uint32_t step;          // frames to go on by
  uint32_t frame;         // the frame to write next, or under way
  uint32_t written;       // bytes of it already written
  uint32_t answeredFrame; // the frame whose response is awaited
  uint64_t due;
  uint64_t answered;      // responses so far
  uint64_t outstanding;   // became due and not answered yet
  uint64_t *startedAt;    // a closed loop's start times, a ring of `depth`
  struct Responses responses;
};

static uint8_t scratch[SCRATCH_BYTES] __attribute__((aligned(4096)));

static inline uint32_t frameAfter(const struct Sender *self, uint32_t frame) {
  uint64_t next = (uint64_t)frame + self->step;
  return (uint32_t)(next < run.frames.count ? next : next % run.frames.count);
}

// Lists what is due as pieces for one writev, small frames side by side in the scratch buffer.
static int gather(const struct Sender *self, struct iovec *pieces) {
  uint32_t frame = self->frame, skip = self->written, filled = 0;
  int count = 0;
  for (uint64_t left = self->due; left > 0; left--, frame = frameAfter(self, frame), skip = 0) {
    uint8_t *from = run.frames.at[frame].bytes + skip;
    uint32_t size = run.frames.at[frame].size - skip;
    bool small = size <= SMALL_FRAME;
    if (small && filled + size > SCRATCH_BYTES) break;
    bool joins = small && count > 0 && (uint8_t *)pieces[count - 1].iov_base + pieces[count - 1].iov_len == scratch + filled;
    if (!joins && count == PIECES) break;
    if (small) {
      from = memcpy(scratch + filled, from, size);
      filled += size;
    }
    if (joins) pieces[count - 1].iov_len += size;
    else pieces[count++] = (struct iovec){from, size};
  }
  return count;
}

static void advance(struct Sender *self, uint64_t bytes) {
  bytes += self->written;
  while (self->due > 0 && bytes >= run.frames.at[self->frame].size) {
    bytes -= run.frames.at[self->frame].size;
    self->frame = frameAfter(self, self->frame);
    self->due--;
  }
  self->written = (uint32_t)bytes;
}

// Writes what is due till all is written or the socket is full. Returns false when the connection has ended.
static bool writeDue(struct Sender *self) {
  struct iovec pieces[PIECES];
  while (self->due > 0) {
    int count = gather(self, pieces);
    uint64_t offered = 0;
    for (int i = 0; i < count; i++) offered += pieces[i].iov_len;
    ssize_t written = count == 1 ? send(self->fd, pieces[0].iov_base, pieces[0].iov_len, MSG_NOSIGNAL)
                                 : writev(self->fd, pieces, count);
    if (written < 0) return errno == EAGAIN || errno == EINTR;
    advance(self, (uint64_t)written);
    if ((uint64_t)written < offered) return true; // the socket is full: epoll tells when it is not
  }
  return true;
}

// What every response means for the connection and the totals.
static inline void countAnswer(struct Sender *self, const uint8_t *head, uint32_t size) {
  checkError(head, size, run.errorAt);
  run.totals.bytesOut += run.frames.at[self->answeredFrame].size;
  self->answeredFrame = frameAfter(self, self->answeredFrame);
  self->answered++;
  self->outstanding--;
}

static struct Sender senderOf(int fd, uint32_t firstFrame, uint32_t step, uint32_t headBytes) {
  uint32_t frame = firstFrame % run.frames.count;
  return (struct Sender){.fd = fd, .step = step, .frame = frame, .answeredFrame = frame, .responses = responsesOf(headBytes)};
}
