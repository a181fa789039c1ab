// The row of steps: each reads only what the steps before it have filled in.
#include "dsl/check/check.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "dsl/check/folder.h"
#include "dsl/check/heads.h"
#include "dsl/check/limits.h"
#include "dsl/check/rules.h"
#include "dsl/check/rules/slots.h"
#include "dsl/check/schema/content.h"
#include "dsl/check/schema/declare.h"
#include "dsl/check/schema/events.h"
#include "dsl/check/schema/named.h"
#include "dsl/check/schema/schema.h"
#include "dsl/check/tests/tests.h"
#include "dsl/check/warnings/warnings.h"
#include "dsl/program/resolve.h"

namespace nextmove::dsl {
namespace {

void CollectMoments(Program& program) {
  absl::flat_hash_set<std::string> moments{"page_load"};
  for (const Rule& rule : program.rules) {
    for (const Moment& moment : rule.on) {
      if (!moment.name.empty()) moments.insert(moment.name);
    }
  }
  for (const Test& test : program.tests) {
    for (const TestLine& line : test.lines) {
      if (line.kind == TestLine::Kind::kOn) moments.insert(line.moment);
    }
  }
  program.moments.assign(moments.begin(), moments.end());
  std::sort(program.moments.begin(), program.moments.end());
}

// Each step reads only what the steps before it have filled in.
void Lower(Folder& folder) {
  LowerProject(folder);
  CheckHeads(folder);
  LowerCatalogues(folder);
  LowerEvents(folder);
  LowerAttributes(folder);
  LowerOffers(folder);
  LowerNamed(folder);
  LowerContents(folder);
  LowerSlots(folder);
  LowerRules(folder);
  LowerTests(folder);
  CollectMoments(folder.program);
}

}  // namespace

std::shared_ptr<const Program> Check(const std::vector<tree::File>& files, std::shared_ptr<const SourceSet> sources,
                                     const CheckOptions& options, DiagnosticSink& sink) {
  auto program = std::make_shared<Program>();
  program->sources = sources;
  program->version = options.version;
  Folder folder(*sources, options, *program, sink);
  if (files.empty()) {
    folder.Report(DiagnosticKind::kEmptyFolder, Span{}, "the folder holds no rules")
        .help.push_back("add a file `shop.rules` with a `project`");
    return nullptr;
  }
  if (!WithinLimits(files, folder)) return nullptr;
  Declare(files, folder);
  Lower(folder);
  if (!sink.has_errors()) CheckCosts(folder);
  if (sink.has_errors()) return nullptr;
  program->resolved = Resolve(*program);
  Warn(folder);
  return program;
}

}  // namespace nextmove::dsl
