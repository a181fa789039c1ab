// Computes the version of a rule folder from its files, with SHA-256 by OpenSSL.
#include "engine/ruleset/content_hash.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace nextmove::engine {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void AddPiece(EVP_MD_CTX* context, std::string_view piece) {
  std::array<unsigned char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(piece.size()) >> (8 * (7 - i)));
  }
  EVP_DigestUpdate(context, length.data(), length.size());
  EVP_DigestUpdate(context, piece.data(), piece.size());
}

}  // namespace

std::string ContentHash(const std::vector<std::pair<std::string, std::string>>& pairs) {
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  for (const auto& [name, text] : pairs) {
    AddPiece(context.get(), name);
    AddPiece(context.get(), text);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &size);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex.push_back(kHex[digest[i] >> 4]);
    hex.push_back(kHex[digest[i] & 15]);
  }
  return hex;
}

std::string_view ShortVersion(std::string_view hash) { return hash.substr(0, 12); }

}  // namespace nextmove::engine
