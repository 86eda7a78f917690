// The tail ring: sockets are read straight into it, batches stay where they arrived, files are written and fetches
// answered from it. Positions only grow; position p lies at p modulo the size until `reach` has passed p + size.
#pragma once
#include "../shared/basics.h"
#include <sys/mman.h>

static struct {
  uint8_t *bytes;
  uint64_t size; // a power of two
  uint64_t head; // where the next bytes go
  uint64_t reach; // up to here bytes may have been written
} ring;

static void openRing(uint64_t size) {
  ring.size = 1ull << 22;
  while (ring.size < size) ring.size *= 2;
  ring.bytes = mmap(NULL, ring.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (ring.bytes == MAP_FAILED) die("no memory for the ring");
  madvise(ring.bytes, ring.size, MADV_HUGEPAGE);
  memset(ring.bytes, 0, ring.size); // a page touched first costs more than one filled
}

static inline uint8_t *ringAt(uint64_t position) { return ring.bytes + (position & (ring.size - 1)); }

static inline bool ringHolds(uint64_t position) { return position + ring.size >= ring.reach; }

static inline uint64_t ringLeft(uint64_t position) { return ring.size - (position & (ring.size - 1)); }

// Moves the head, if need be, to where `room` bytes lie side by side.
static inline uint64_t ringRoom(uint64_t room) {
  if (ringLeft(ring.head) < room) ring.head += ringLeft(ring.head);
  ring.reach = larger(ring.reach, ring.head + room);
  return ring.head;
}
