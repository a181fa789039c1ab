// Colours and progress.
#include "clients/cli/console.h"

#include <algorithm>
#include <chrono>
#include <ostream>

namespace nextmove::cli {

bool WantsColor(bool is_terminal, const char* no_color, const char* term) {
  if (!is_terminal) return false;
  if (no_color && *no_color) return false;
  return !term || std::string_view(term) != "dumb";
}

void Progress::Update(std::int64_t visits, std::int64_t done) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  const std::int64_t milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  if (drawn_ && milliseconds - last_milliseconds_ < 100) return;
  last_milliseconds_ = milliseconds;
  drawn_ = true;
  err_ << "\r\x1b[K";
  if (total_ > 0) {
    constexpr int kWidth = 30;
    const int filled = static_cast<int>(std::clamp<std::int64_t>(kWidth * done / total_, 0, kWidth));
    err_ << "[" << std::string(static_cast<std::size_t>(filled), '#')
         << std::string(static_cast<std::size_t>(kWidth - filled), '.') << "] ";
  }
  err_ << visits << " visits" << std::flush;
}

void Progress::Clear() {
  if (drawn_) err_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace nextmove::cli
