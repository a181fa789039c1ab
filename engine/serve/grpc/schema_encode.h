// The schema of a program as a message. Pure.
#pragma once

#include "dsl/program/program.h"
#include "nextmove/v1/decision.pb.h"

namespace nextmove::serve {

void EncodeSchema(const dsl::Program& program, v1::GetSchemaResponse* out);

}  // namespace nextmove::serve
