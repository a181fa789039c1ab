// Any bytes as a rule file beside a sound schema: checking neither fails nor leaves its bounds, and a program that
// comes of it runs its tests.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/diagnostics/render.h"
#include "engine/review/pack_tests.h"
#include "engine/ruleset/ruleset.h"

namespace {

constexpr char kSchema[] = R"(project "Fuzz" edition 1 time zone "Europe/Paris" currency EUR locales en, fr otherwise en
  consents personalisation, marketing
attribute visitor.visits number otherwise 1 consent necessary
attribute visitor.born_on date optional consent personalisation kept 36 months
attribute visitor.style text optional consent necessary kept 6 months
attribute page.channel one of ["web", "mail"] otherwise "web" consent necessary
attribute cart.total money otherwise 0 EUR consent necessary kept 30 days
attribute cart.items list of (product: product, category: category, price: money, quantity: number)
  otherwise [] consent necessary
catalogue category (name: text, parent: category optional)
catalogue product (name: text, category: category, price: money, stock: number)
  offers where (stock is at least 1)
event viewed (product: product, category: category, price: money)
  consent personalisation, in this session necessary kept 24 months
event ordered (order: text, total: money) consent personalisation kept 36 months
event undone (order: text) consent personalisation kept 36 months undoes ordered by order
signal doubt raise by 30 after viewed halves every 5 minutes fires at 60
placement hero channels web allows 1
placement shelf channels web allows 2 limit 2 times per session
placement letters channels mail allows 1
group deals allows 1 rank by action.saving
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nextmove;
  if (size > 8'192) return 0;
  const auto loaded = engine::LoadTexts(
      {{"fuzz.rules", std::string(reinterpret_cast<const char*>(data), size)}, {"schema.rules", kSchema}}, {});
  dsl::RenderTerminal(loaded.diagnostics, *loaded.sources, false);
  dsl::RenderSarif(loaded.diagnostics, *loaded.sources);
  if ((loaded.program == nullptr) != (loaded.errors > 0)) std::abort();
  if (loaded.program) engine::RunTests(loaded.program, "");
  return 0;
}
