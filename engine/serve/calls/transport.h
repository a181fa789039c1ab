// The interface of a transport for the process that runs it.
#pragma once

namespace nextmove::serve {

// Thread-safe once it is started.
class Transport {
 public:
  virtual ~Transport() = default;
  // What health says; NOT_SERVING until the first `true`.
  virtual void SetServing(bool serving) = 0;
  // Takes no new calls, finishes those under way, at most for so long, and returns when all is quiet.
  virtual void Drain(int timeout_ms) = 0;
};

}  // namespace nextmove::serve
