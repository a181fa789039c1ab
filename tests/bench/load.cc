// A closed loop of Decide calls on loopback: calls a second, latency, the server's CPU time a call.
//   load TARGET SERVER_PID REQUEST_FILE SECONDS [CONNECTIONS OUTSTANDING]
//   load TARGET 0 REQUEST_FILE 0           one call; writes its response to standard output
// The request is a serialised DecideRequest.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "nextmove/v1/decision.grpc.pb.h"

namespace {

using nextmove::v1::DecideRequest;
using nextmove::v1::DecideResponse;
using nextmove::v1::DecisionService;
using SteadyClock = std::chrono::steady_clock;

// User and system time of a process so far, seconds; from /proc/PID/stat.
double CpuSeconds(const std::string& pid) {
  std::ifstream in("/proc/" + pid + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 2)));
  std::string skip;
  for (int i = 0; i < 11; ++i) fields >> skip;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

struct Call {
  grpc::ClientContext context;
  DecideResponse response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<DecideResponse>> reader;
  SteadyClock::time_point start;
  DecisionService::Stub* stub = nullptr;
};

void Start(DecisionService::Stub* stub, const DecideRequest& request, grpc::CompletionQueue& queue) {
  auto* call = new Call;
  call->stub = stub;
  call->start = SteadyClock::now();
  call->reader = stub->AsyncDecide(&call->context, request, &queue);
  call->reader->Finish(&call->response, &call->status, call);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  const std::string target = argv[1], pid = argv[2];
  std::ifstream in(argv[3], std::ios::binary);
  DecideRequest request;
  if (!request.ParseFromIstream(&in)) return 1;
  const double seconds = std::atof(argv[4]);
  const int connections = argc > 5 ? std::atoi(argv[5]) : 4;
  const int outstanding = argc > 6 ? std::atoi(argv[6]) : 16;

  std::vector<std::unique_ptr<DecisionService::Stub>> stubs;
  for (int i = 0; i < connections; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt("connection", i);  // its own connection, not a shared one
    stubs.push_back(
        DecisionService::NewStub(grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments)));
  }
  if (seconds <= 0) {
    grpc::ClientContext context;
    DecideResponse response;
    if (!stubs[0]->Decide(&context, request, &response).ok()) return 1;
    response.SerializeToOstream(&std::cout);
    return 0;
  }

  grpc::CompletionQueue queue;
  for (auto& stub : stubs) {
    for (int i = 0; i < outstanding; ++i) Start(stub.get(), request, queue);
  }
  const auto warm = SteadyClock::now() + std::chrono::milliseconds(500);
  const auto end = warm + std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds));
  std::vector<float> micros;
  double cpu_at_start = -1;
  std::size_t failed = 0, open = stubs.size() * static_cast<std::size_t>(outstanding);
  void* tag = nullptr;
  bool ok = false;
  double cpu = 0;
  while (open > 0 && queue.Next(&tag, &ok)) {
    std::unique_ptr<Call> call(static_cast<Call*>(tag));
    const auto now = SteadyClock::now();
    if (now >= warm && cpu_at_start < 0) cpu_at_start = CpuSeconds(pid);
    if (!call->status.ok()) ++failed;
    if (now >= warm && now < end) micros.push_back(std::chrono::duration<float, std::micro>(now - call->start).count());
    if (now < end) {
      Start(call->stub, request, queue);
    } else {
      if (cpu == 0) cpu = CpuSeconds(pid) - cpu_at_start;
      --open;
    }
  }
  std::sort(micros.begin(), micros.end());
  const auto count = static_cast<double>(micros.size());
  if (micros.empty()) return 1;
  std::printf("%8.0f calls/s  p50 %6.0f us  p99 %6.0f us  server CPU %5.1f us a call  failed %zu\n", count / seconds,
              micros[micros.size() / 2], micros[micros.size() * 99 / 100], cpu * 1e6 / count, failed);
  return failed == 0 ? 0 : 1;
}
