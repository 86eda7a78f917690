// A partition: one file, its offsets, where its newest bytes lie in the ring, and a sparse index by offset.
// Appends of one round are written together, in pieces of at most 128 KiB: larger writes are much slower.
#pragma once
#include "ring.h"
#include <fcntl.h>
#include <sys/uio.h>

#define WRITE_BYTES (128u << 10)
#define WRITE_PIECES 1024
#define INDEX_INTERVAL 4096

// Bytes side by side both in the file and in the ring.
struct Extent {
  uint64_t position, ringPosition, size;
};

struct IndexEntry {
  uint64_t offset, position;
};

struct Connection;

struct Partition {
  int file; // opened at the first append; -1 before
  bool dirty; // listed in `dirty` below
  uint64_t endOffset, end; // of the log: the next offset, and the file position it will have
  uint64_t written;        // file position up to which the file holds it
  struct Extent *extents;
  uint32_t firstExtent, endExtent, extentCapacity;
  struct IndexEntry *index;
  uint32_t indexCount, indexCapacity;
  struct Connection *waiters; // parked fetches
};

static struct Partition *partitions;
static uint32_t partitionCount;
static const char *logDirectory;
static struct {
  struct Partition **list;
  uint32_t count;
  uint64_t oldest; // the smallest ring position not written to its file yet
} dirty = {.oldest = FOREVER};

static void openPartitions(const char *directory, uint32_t count) {
  allowDescriptors(count + 20000);
  logDirectory = directory;
  partitionCount = count;
  partitions = calloc(count, sizeof(struct Partition));
  dirty.list = calloc(count, sizeof(struct Partition *));
  for (uint32_t i = 0; i < count; i++) partitions[i].file = -1;
}

static void openLog(struct Partition *self) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%u.log", logDirectory, (uint32_t)(self - partitions));
  self->file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (self->file < 0) die("%s: %s", path, strerror(errno));
}

static void *grown(void *array, uint32_t *capacity, size_t itemSize) {
  *capacity = *capacity ? *capacity * 2 : 16;
  array = realloc(array, *capacity * itemSize);
  if (array == NULL) die("no memory");
  return array;
}

// Forgets what the ring no longer holds; takes more memory only where that frees less than half.
static void makeExtentRoom(struct Partition *self) {
  struct Extent *extents = self->extents;
  while (self->firstExtent < self->endExtent && !ringHolds(extents[self->firstExtent].ringPosition)) self->firstExtent++;
  if (self->firstExtent <= self->extentCapacity / 2) {
    self->extents = grown(extents, &self->extentCapacity, sizeof(struct Extent));
    return;
  }
  self->endExtent -= self->firstExtent;
  memmove(extents, extents + self->firstExtent, self->endExtent * sizeof(struct Extent));
  self->firstExtent = 0;
}

static void addExtent(struct Partition *self, uint64_t ringPosition, uint64_t size) {
  bool wraps = (ringPosition & (ring.size - 1)) == 0;
  if (self->endExtent > self->firstExtent && !wraps) {
    struct Extent *last = &self->extents[self->endExtent - 1];
    if (last->ringPosition + last->size == ringPosition) {
      last->size += size;
      return;
    }
  }
  if (self->endExtent == self->extentCapacity) makeExtentRoom(self);
  self->extents[self->endExtent++] = (struct Extent){self->end, ringPosition, size};
}

static void indexBatch(struct Partition *self) {
  if (self->indexCount > 0 && self->end - self->index[self->indexCount - 1].position < INDEX_INTERVAL) return;
  if (self->indexCount == self->indexCapacity) {
    self->index = grown(self->index, &self->indexCapacity, sizeof(struct IndexEntry));
  }
  self->index[self->indexCount++] = (struct IndexEntry){self->endOffset, self->end};
}

// Appends a batch that lies in the ring. Returns its base offset.
static uint64_t append(struct Partition *self, uint64_t ringPosition, uint32_t size, uint32_t records) {
  uint64_t base = self->endOffset;
  if (self->file < 0) openLog(self);
  indexBatch(self);
  addExtent(self, ringPosition, size);
  self->end += size;
  self->endOffset += records;
  dirty.oldest = smaller(dirty.oldest, ringPosition);
  if (!self->dirty) {
    self->dirty = true;
    dirty.list[dirty.count++] = self;
  }
  return base;
}

static uint32_t extentAt(const struct Partition *self, uint64_t position) {
  uint32_t low = self->firstExtent, high = self->endExtent;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (self->extents[middle].position <= position) low = middle;
    else high = middle;
  }
  return low;
}

// Lists as pieces what the ring holds of the log from `position` on, up to `end`. Returns their number, sets `listed`.
static int ringPieces(const struct Partition *self, uint64_t position, uint64_t end, struct iovec *pieces, int capacity, uint64_t *listed) {
  int count = 0;
  *listed = 0;
  if (self->firstExtent == self->endExtent || position < self->extents[self->firstExtent].position) return 0;
  for (uint32_t i = extentAt(self, position); i < self->endExtent && position < end && count < capacity; i++) {
    const struct Extent *extent = &self->extents[i];
    uint64_t within = position - extent->position, size = smaller(extent->size - within, end - position);
    if (!ringHolds(extent->ringPosition + within)) break;
    pieces[count++] = (struct iovec){ringAt(extent->ringPosition + within), size};
    position += size;
    *listed += size;
  }
  return count;
}

static void writeLog(struct Partition *self) {
  struct iovec pieces[WRITE_PIECES];
  while (self->written < self->end) {
    uint64_t listed, end = smaller(self->end, self->written + WRITE_BYTES);
    int count = ringPieces(self, self->written, end, pieces, WRITE_PIECES, &listed);
    ssize_t written = count == 1 ? pwrite(self->file, pieces[0].iov_base, pieces[0].iov_len, (off_t)self->written)
                                 : pwritev(self->file, pieces, count, (off_t)self->written);
    if (written <= 0) die("cannot write a log: %s", strerror(errno));
    self->written += (uint64_t)written;
  }
}

static void writeLogs(void) {
  for (uint32_t i = 0; i < dirty.count; i++) writeLog(dirty.list[i]);
  dirty.oldest = FOREVER;
}

static void syncLogs(void) {
  for (uint32_t i = 0; i < dirty.count; i++) {
    if (fdatasync(dirty.list[i]->file) < 0) die("fdatasync: %s", strerror(errno));
  }
}
