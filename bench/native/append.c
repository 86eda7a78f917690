// What appending to a file alone can take: writes `--bytes` in pieces of `--piece`, at most 128 KiB a write, to a new file
// in `--dir`, which is removed at the end. `--fsync-each`: fdatasync after every piece.
#include "shared/basics.h"
#include "shared/options.h"
#include <fcntl.h>

#define WRITE_BYTES (128u << 10)

static void writePiece(int file, const uint8_t *piece, uint64_t size) {
  for (uint64_t done = 0; done < size;) {
    ssize_t written = write(file, piece + done, smaller(size - done, WRITE_BYTES));
    if (written <= 0) die("write: %s", strerror(errno));
    done += (uint64_t)written;
  }
}

static int openUnnamed(const char *directory) {
  char path[4096];
  snprintf(path, sizeof path, "%s/append-%d", directory, (int)getpid());
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) die("%s: %s", path, strerror(errno));
  unlink(path);
  return file;
}

int main(int count, char **words) {
  struct Options options = optionsOf(count - 1, words + 1);
  uint64_t bytes = (uint64_t)optionNumber(&options, "--bytes", 1e9);
  uint64_t pieceSize = (uint64_t)optionNumber(&options, "--piece", 1e5);
  const char *directory = optionText(&options, "--dir", ".");
  bool syncs = optionFlag(&options, "--fsync-each");
  refuseUnknownOptions(&options);
  if (bytes == 0 || pieceSize == 0) die("--bytes and --piece are at least 1");
  uint8_t *piece = malloc(pieceSize);
  if (piece == NULL) die("no memory for a piece");
  memset(piece, 'x', pieceSize);
  int file = openUnnamed(directory);
  uint64_t started = nanoseconds(), pieces = 0;
  double cpuBefore = cpuSeconds();
  for (uint64_t left = bytes; left > 0; pieces++) {
    uint64_t size = smaller(left, pieceSize);
    writePiece(file, piece, size);
    if (syncs && fdatasync(file) < 0) die("fdatasync: %s", strerror(errno));
    left -= size;
  }
  double seconds = (double)(nanoseconds() - started) / 1e9, cpu = cpuSeconds() - cpuBefore;
  printf("{\"bytes\":%llu,\"piece\":%llu,\"seconds\":%.6f,\"megabytesPerSecond\":%.1f,\"syncsPerSecond\":%.1f,\"cpuSeconds\":%.4f}\n",
         (unsigned long long)bytes, (unsigned long long)pieceSize, seconds, (double)bytes / 1e6 / seconds,
         syncs ? (double)pieces / seconds : 0, cpu);
}
