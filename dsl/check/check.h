// Tree to Program, or diagnostics: names, clauses, types, consent, negation; folds constants. Pure.
#pragma once

#include <memory>
#include <vector>

#include "dsl/check/options.h"
#include "dsl/diagnostics/diagnostic.h"
#include "dsl/program/program.h"
#include "dsl/syntax/tree.h"

namespace nextmove::dsl {

// Null after errors. `files` are all files of the folder in any order.
std::shared_ptr<const Program> Check(const std::vector<tree::File>& files, std::shared_ptr<const SourceSet> sources,
                                     const CheckOptions& options, DiagnosticSink& sink);

}  // namespace nextmove::dsl
