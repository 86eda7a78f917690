// A file of complete frames, each beginning with its 4-byte big-endian length, held in memory.
#pragma once
#include "basics.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

struct Frame {
  uint8_t *bytes;
  uint32_t size; // with the length prefix
};

struct Frames {
  struct Frame *at;
  uint32_t count;
};

static inline struct Frames readFrames(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (file < 0 || fstat(file, &status) < 0) die("%s: %s", path, strerror(errno));
  size_t size = (size_t)status.st_size, got = 0;
  uint8_t *bytes = mmap(NULL, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (bytes == MAP_FAILED) die("%s: no memory", path);
  madvise(bytes, size, MADV_HUGEPAGE);
  while (got < size) {
    ssize_t count = read(file, bytes + got, size - got);
    if (count <= 0) die("%s: cannot read it", path);
    got += (size_t)count;
  }
  close(file);
  struct Frames frames = {0};
  for (size_t at = 0; at < size;) {
    if (size - at < 4 || size - at - 4 < read32(bytes + at)) die("%s: a frame is cut at byte %zu", path, at);
    if ((frames.count & (frames.count - 1)) == 0) {
      frames.at = realloc(frames.at, sizeof(struct Frame) * (frames.count ? frames.count * 2 : 1));
    }
    uint32_t whole = read32(bytes + at) + 4;
    frames.at[frames.count++] = (struct Frame){bytes + at, whole};
    at += whole;
  }
  if (frames.count == 0) die("%s: holds no frame", path);
  return frames;
}
