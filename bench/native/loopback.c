// What loopback TCP alone can carry: one thread sends `--bytes` in pieces of `--piece`, another receives them.
#include "shared/dial.h"
#include "shared/options.h"
#include <pthread.h>

static struct {
  uint64_t bytes, piece;
  struct sockaddr_in address;
} transfer;

static uint8_t *pieceBuffer(void) {
  uint8_t *buffer = malloc(transfer.piece);
  if (buffer == NULL) die("no memory for a piece");
  return memset(buffer, 'x', transfer.piece);
}

static int connectTo(const struct sockaddr_in *address) {
  int fd = dial(address);
  fcntl(fd, F_SETFL, 0); // blocking
  return fd;
}

static void *sendAll(void *unused) {
  (void)unused;
  uint8_t *piece = pieceBuffer();
  int fd = connectTo(&transfer.address);
  for (uint64_t left = transfer.bytes; left > 0;) {
    ssize_t sent = send(fd, piece, smaller(left, transfer.piece), MSG_NOSIGNAL);
    if (sent <= 0) die("send: %s", strerror(errno));
    left -= (uint64_t)sent;
  }
  close(fd);
  free(piece);
  return NULL;
}

static int listenAnywhere(void) {
  transfer.address = addressOf("127.0.0.1", 0);
  socklen_t size = sizeof transfer.address;
  struct sockaddr *address = (struct sockaddr *)&transfer.address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, address, size) < 0 || listen(listener, 1) < 0) die("cannot listen: %s", strerror(errno));
  getsockname(listener, address, &size);
  return listener;
}

int main(int count, char **words) {
  struct Options options = optionsOf(count - 1, words + 1);
  transfer.bytes = (uint64_t)optionNumber(&options, "--bytes", 1e9);
  transfer.piece = (uint64_t)optionNumber(&options, "--piece", 1e5);
  refuseUnknownOptions(&options);
  if (transfer.bytes == 0 || transfer.piece == 0) die("--bytes and --piece are at least 1");
  uint8_t *piece = pieceBuffer();
  int listener = listenAnywhere();
  pthread_t sender;
  if (pthread_create(&sender, NULL, sendAll, NULL) != 0) die("cannot start a thread");
  int fd = accept(listener, NULL, NULL);
  uint64_t started = nanoseconds();
  double cpuBefore = cpuSeconds();
  for (uint64_t left = transfer.bytes; left > 0;) {
    ssize_t received = recv(fd, piece, transfer.piece, 0);
    if (received <= 0) die("recv: %s", received == 0 ? "the sender is gone" : strerror(errno));
    left -= (uint64_t)received;
  }
  double seconds = (double)(nanoseconds() - started) / 1e9, cpu = cpuSeconds() - cpuBefore;
  pthread_join(sender, NULL);
  printf("{\"bytes\":%llu,\"piece\":%llu,\"seconds\":%.6f,\"megabytesPerSecond\":%.1f,\"cpuSeconds\":%.4f}\n",
         (unsigned long long)transfer.bytes, (unsigned long long)transfer.piece, seconds,
         (double)transfer.bytes / 1e6 / seconds, cpu);
}
