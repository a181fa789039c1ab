// Writes a file so that a reader sees the old or the new text, never a part.
#pragma once

#include <string>
#include <string_view>

namespace nextmove::cli {

// False when it can't be written; the old text is there then. Keeps the file's permissions.
bool ReplaceFile(const std::string& path, std::string_view text);

}  // namespace nextmove::cli
