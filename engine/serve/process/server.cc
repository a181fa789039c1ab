// Builds the running server from its parts, loads its rules, and drains it at the end.
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
#include "engine/ruleset/content_hash.h"

namespace nextmove::serve {
namespace {

// How many errors of a broken rule folder go into the log.
constexpr std::size_t kMaxLines = 20;

constexpr char kWhyNoPort[] = "another program has the port, or the address is none of this machine";

std::chrono::system_clock::duration SinceEpoch() { return std::chrono::system_clock::now().time_since_epoch(); }

dsl::Instant Now() { return {std::chrono::duration_cast<std::chrono::milliseconds>(SinceEpoch()).count()}; }

dsl::Date Today() {
  const auto days = std::chrono::duration_cast<std::chrono::days>(SinceEpoch()).count();
  return dsl::Date{static_cast<std::int32_t>(days)};
}

observe::MetricsOptions MetricsOptionsOf(const Configuration& configuration) {
  return {configuration.tenant, NEXTMOVE_VERSION, configuration.metric_rules, configuration.metric_placements};
}

engine::RuleSource SourceOf(const Configuration& configuration) {
  return {configuration.rules, configuration.catalogues};
}

std::string WithPort(const std::string& address, int port) {
  return address.substr(0, address.rfind(':') + 1) + std::to_string(port);
}

std::string Short(const std::string& hash) { return std::string(engine::ShortVersion(hash)); }

void LogLines(const engine::ReloadReport& report) {
  for (std::size_t i = 0; i < report.lines.size(); ++i) {
    if (i == kMaxLines) {
      observe::LogWarning(std::to_string(report.lines.size() - kMaxLines) + " more lines; `nextmove check` shows all");
      break;
    }
    report.activated ? observe::LogWarning(report.lines[i]) : observe::LogError(report.lines[i]);
  }
}

}  // namespace

Server::Server(Configuration configuration, Seeds seeds)
    : configuration_(std::move(configuration)),
      metrics_(std::make_shared<observe::Metrics>(MetricsOptionsOf(configuration_))),
      runtime_(Now, seeds.seed, seeds.instance),
      handler_({configuration_.tenant, configuration_.limits}, runtime_),
      reload_(SourceOf(configuration_), [this](const engine::World& world) { runtime_.SetWorld(world); }) {}

Server::~Server() = default;

Result<void, StartError> Server::Listen() {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const int threads = configuration_.threads > 0 ? configuration_.threads : cores;
  auto started =
      GrpcTransport::Start({configuration_.listen, threads, configuration_.connection_age_ms}, handler_, *metrics_);
  if (!started) {
    return StartError{kExitListen, "can't listen on " + configuration_.listen + ": " + started.error().message};
  }
  transport_ = *std::move(started);
  grpc_address_ = WithPort(configuration_.listen, transport_->port());
  if (configuration_.metrics.empty()) return {};
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(configuration_.metrics, 1);
    exposer_->RegisterCollectable(metrics_);
    const auto ports = exposer_->GetListeningPorts();
    metrics_address_ = WithPort(configuration_.metrics, ports.empty() ? 0 : ports.front());
  } catch (const std::exception&) {  // its text does not say the cause
    return StartError{kExitListen, "can't listen on " + configuration_.metrics + " for metrics: " + kWhyNoPort};
  }
  return {};
}

Result<void, StartError> Server::BecomeReady() {
  const engine::ReloadReport report = LoadRules();
  if (!report.activated) {
    std::fputs(report.rendered.c_str(), stderr);
    return StartError{kExitRules, "the rule folder " + configuration_.rules + " is broken: not started"};
  }
  transport_->SetServing(true);
  metrics_->SetReady(true);
  if (!configuration_.port_file.empty()) {
    if (const auto written = WritePortFile(); !written) return StartError{kExitListen, written.error().message};
  }
  observe::LogInfo("ready: grpc=" + grpc_address_ + (metrics_address_.empty() ? "" : " metrics=" + metrics_address_));
  return {};
}

void Server::Reload() { LoadRules(); }

engine::ReloadReport Server::LoadRules() {
  const auto began = std::chrono::steady_clock::now();
  engine::ReloadReport report = reload_.Run(Today());
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
  const std::string version = Short(report.version);
  if (report.activated) {
    handler_.set_rules_stale(false);
    metrics_->RulesLoaded(version, report.rules, std::chrono::duration<double>(SinceEpoch()).count());
    const std::string data = report.data_version.empty() ? "" : ", data " + Short(report.data_version);
    observe::LogInfo("rule set " + version + " in force: " + std::to_string(report.rules) + " rules" + data +
                     ", loaded in " + std::to_string(took) + " ms");
  } else {
    metrics_->RulesRejected();
    if (version.empty()) return report;  // the server does not start and prints all errors itself
    handler_.set_rules_stale(true);
    observe::LogError("the rule folder is broken and was not taken; rule set " + version + " stays in force");
  }
  LogLines(report);
  return report;
}

Result<void> Server::WritePortFile() const {
  const Error failed{"can't write the port file " + configuration_.port_file};
  const std::string temporary = configuration_.port_file + ".new." + std::to_string(getpid());
  {
    std::ofstream out(temporary, std::ios::binary);
    out << "grpc=" << grpc_address_ << "\n";
    if (!metrics_address_.empty()) out << "metrics=" << metrics_address_ << "\n";
    out.flush();
    if (!out) return failed;
  }
  std::error_code error;
  std::filesystem::rename(temporary, configuration_.port_file, error);
  if (error) return failed;
  return {};
}

void Server::StopServing() {
  transport_->SetServing(false);
  metrics_->SetReady(false);
}

void Server::Drain() { transport_->Drain(configuration_.drain_timeout_ms); }

ExitCode CheckRules(const Configuration& configuration) {
  engine::Reload reload(SourceOf(configuration), [](const engine::World&) {});
  const engine::ReloadReport report = reload.Run(Today());
  std::fputs(report.rendered.c_str(), stderr);
  if (!report.activated) return kExitRules;
  std::printf("configuration and rules are good: rule set %s, %zu rules\n", Short(report.version).c_str(),
              report.rules);
  return kExitClean;
}

}  // namespace nextmove::serve
