// Writes beside the file, then renames. See replace_file.h.
#include "clients/cli/replace_file.h"

#include <filesystem>
#include <fstream>

namespace nextmove::cli {

Result<void> ReplaceFile(const std::string& path, std::string_view text) {
  namespace fs = std::filesystem;
  const Error failed{path + " can't be written"};
  const std::string beside = path + ".new";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.flush();
    if (!out) return failed;
  }
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!error) fs::permissions(beside, status.permissions(), error);
  fs::rename(beside, path, error);
  if (!error) return {};
  std::error_code ignored;
  fs::remove(beside, ignored);
  return failed;
}

}  // namespace nextmove::cli
