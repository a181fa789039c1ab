// The server's own log: standard error, one line an entry. Nothing that a visitor sent may go into it. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace nextmove::observe {

// Starts the log with a level of `debug`, `info`, `warning`, `error`; false (and nothing done) for another word.
bool StartLog(std::string_view level);
// Ends what spdlog holds; call it last.
void StopLog();

void LogDebug(std::string_view text);
void LogInfo(std::string_view text);
void LogWarning(std::string_view text);
void LogError(std::string_view text);

// The text with each line end and control character written as a blank, so that an entry stays one line.
std::string OneLine(std::string_view text);

}  // namespace nextmove::observe
