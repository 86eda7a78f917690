// The raw load generator: sends pre-encoded frames over many connections from one thread, and knows nothing of Kafka but
// the length in front of a frame and the positions it is told. See README.md for modes and options.
#include "load/endtoend.h"
#include "load/fetch.h"
#include "load/send.h"
#include <signal.h>
#include <sys/prctl.h>

static void readCommonOptions(struct Options *options) {
  const char *host = optionText(options, "--host", "127.0.0.1");
  int port = (int)optionNumber(options, "--port", 0);
  if (port == 0) die("--port is missing");
  run.address = addressOf(host, port);
  run.frames = readFrames(requiredText(options, "--frames"));
  run.connections = (uint32_t)optionNumber(options, "--connections", 1);
  run.active = (uint32_t)optionNumber(options, "--active", run.connections);
  run.depth = (uint32_t)optionNumber(options, "--depth", 1);
  run.requestsMax = (uint64_t)optionNumber(options, "--requests", 0);
  run.seconds = optionNumber(options, "--seconds", run.requestsMax ? 0 : 1);
  run.ramp = optionNumber(options, "--ramp", 0);
  run.rate = optionNumber(options, "--rate", 0);
  run.errorAt = (int64_t)optionNumber(options, "--error-at", -1);
  run.marks = optionFlag(options, "--marks");
  if (run.connections == 0 || run.depth == 0) die("--connections and --depth are at least 1");
  if (run.active == 0 || run.active > run.connections) die("--active is between 1 and --connections");
}

int main(int count, char **words) {
  if (count < 2) die("load send|paced|fetch|endtoend --port N --frames FILE ...");
  struct Options options = optionsOf(count - 2, words + 2);
  const char *mode = words[1];
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_TIMERSLACK, 1ul); // wake at the nanosecond asked for, not up to 50 µs later
  run.epoll = epoll_create1(EPOLL_CLOEXEC);
  readCommonOptions(&options);
  if (strcmp(mode, "send") == 0) runSend(&options, false);
  else if (strcmp(mode, "paced") == 0) runSend(&options, true);
  else if (strcmp(mode, "fetch") == 0) runFetch(&options);
  else if (strcmp(mode, "endtoend") == 0) runEndToEnd(&options);
  else die("unknown mode %s", mode);
}
