// Writes a file so that a reader sees the old or the new text, never a part.
#pragma once

#include <string>
#include <string_view>

#include "dsl/source/result.h"

namespace nextmove::cli {

// Keeps the file's permissions. When it fails, the old text is there; the error is `PATH can't be written`.
Result<void> ReplaceFile(const std::string& path, std::string_view text);

}  // namespace nextmove::cli
