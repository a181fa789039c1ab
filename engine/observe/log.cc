// Writes log lines to standard error by spdlog.
#include "engine/observe/log.h"

#include <memory>
#include <optional>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace nextmove::observe {
namespace {

std::optional<spdlog::level::level_enum> LevelOf(std::string_view word) {
  if (word == "debug") return spdlog::level::debug;
  if (word == "info") return spdlog::level::info;
  if (word == "warning") return spdlog::level::warn;
  if (word == "error") return spdlog::level::err;
  return std::nullopt;
}

// Does nothing after StopLog, when a library's own thread may still have something to say.
void Log(spdlog::level::level_enum level, std::string_view text) {
  if (spdlog::default_logger_raw() != nullptr) spdlog::log(level, "{}", OneLine(text));
}

}  // namespace

bool StartLog(std::string_view level) {
  const auto known = LevelOf(level);
  if (!known) return false;
  auto logger = std::make_shared<spdlog::logger>("nextmoved", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_level(*known);
  logger->flush_on(spdlog::level::debug);
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(std::move(logger));
  return true;
}

void StopLog() { spdlog::shutdown(); }

void LogDebug(std::string_view text) { Log(spdlog::level::debug, text); }
void LogInfo(std::string_view text) { Log(spdlog::level::info, text); }
void LogWarning(std::string_view text) { Log(spdlog::level::warn, text); }
void LogError(std::string_view text) { Log(spdlog::level::err, text); }

std::string OneLine(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

}  // namespace nextmove::observe
