// Puts the parts together. See server.h.
#include "engine/serve/process/server.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

#include <unistd.h>

#include <prometheus/exposer.h>

#include "engine/observe/log.h"
#include "engine/serve/process/command_line.h"

namespace nextmove::serve {
namespace {

dsl::Instant Now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

observe::MetricsOptions MetricsOptionsOf(const Configuration& configuration) {
  return {configuration.tenant, NEXTMOVE_VERSION, configuration.metric_rules, configuration.metric_placements};
}

constexpr char kWhyNoPort[] = ": another program has the port, or the address is none of this machine";

std::string WithPort(const std::string& address, int port) {
  return address.substr(0, address.rfind(':') + 1) + std::to_string(port);
}

}  // namespace

Server::Server(Configuration configuration, Seeds seeds)
    : configuration_(std::move(configuration)),
      metrics_(std::make_shared<observe::Metrics>(MetricsOptionsOf(configuration_))),
      runtime_(Now, seeds.seed, seeds.instance),
      handler_({configuration_.tenant, configuration_.limits}, runtime_),
      loader_({configuration_.rules, configuration_.catalogues}, runtime_, handler_, *metrics_) {}

Server::~Server() = default;

bool Server::Listen() {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const int threads = configuration_.threads > 0 ? configuration_.threads : cores;
  transport_ =
      GrpcTransport::Start({configuration_.listen, threads, configuration_.connection_age_ms}, handler_, *metrics_);
  if (transport_ == nullptr) {
    observe::LogError("can't listen on " + configuration_.listen + kWhyNoPort);
    return false;
  }
  grpc_address_ = WithPort(configuration_.listen, transport_->port());
  if (configuration_.metrics.empty()) return true;
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(configuration_.metrics, 1);
    exposer_->RegisterCollectable(metrics_);
    const auto ports = exposer_->GetListeningPorts();
    metrics_address_ = WithPort(configuration_.metrics, ports.empty() ? 0 : ports.front());
  } catch (const std::exception&) {  // its words name no cause
    observe::LogError("can't listen on " + configuration_.metrics + " for metrics" + kWhyNoPort);
    return false;
  }
  return true;
}

int Server::BecomeReady() {
  const LoadReport report = loader_.Load();
  if (!report.loaded) {
    std::fputs(report.rendered.c_str(), stderr);
    observe::LogError("the rule folder " + configuration_.rules + " is broken: not started");
    return kExitRules;
  }
  transport_->SetServing(true);
  metrics_->SetReady(true);
  if (!configuration_.port_file.empty() && !WritePortFile()) {
    observe::LogError("can't write the port file " + configuration_.port_file);
    return kExitListen;
  }
  observe::LogInfo("ready: grpc=" + grpc_address_ + (metrics_address_.empty() ? "" : " metrics=" + metrics_address_));
  return kExitClean;
}

bool Server::WritePortFile() const {
  const std::string temporary = configuration_.port_file + ".new." + std::to_string(getpid());
  {
    std::ofstream out(temporary, std::ios::binary);
    out << "grpc=" << grpc_address_ << "\n";
    if (!metrics_address_.empty()) out << "metrics=" << metrics_address_ << "\n";
    out.flush();
    if (!out) return false;
  }
  std::error_code error;
  std::filesystem::rename(temporary, configuration_.port_file, error);
  return !error;
}

void Server::StopServing() {
  transport_->SetServing(false);
  metrics_->SetReady(false);
}

void Server::Drain() { transport_->Drain(configuration_.drain_timeout_ms); }

}  // namespace nextmove::serve
