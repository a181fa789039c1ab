// The four methods of DecisionService as pooled calls.
#pragma once

#include "engine/serve/grpc/unary_call.h"

namespace nextmove::serve {

// Arms `count` calls of a method; each lives until its queue is closed.
void ArmDecide(CallQueue& queue, int count);
void ArmBatchDecide(CallQueue& queue, int count);
void ArmExplain(CallQueue& queue, int count);
void ArmGetSchema(CallQueue& queue, int count);

}  // namespace nextmove::serve
