// What loading a folder takes from the heap, a rule: bytes at the peak, bytes that stay, allocations.
//   load_memory FOLDER
// Counts what `operator new` gives, as malloc rounds it up; ICU's and ANTLR's own mallocs in C are not seen.
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <new>

#include "engine/ruleset/ruleset.h"

namespace {

struct Heap {
  std::size_t live = 0;
  std::size_t peak = 0;
  std::size_t allocations = 0;
};
Heap heap;  // of one thread: a load has no others

void* Allocate(std::size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  heap.live += malloc_usable_size(memory);
  heap.peak = heap.live > heap.peak ? heap.live : heap.peak;
  ++heap.allocations;
  return memory;
}

void Free(void* memory) {
  if (memory == nullptr) return;
  heap.live -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return Allocate(size); }
void* operator new[](std::size_t size) { return Allocate(size); }
void operator delete(void* memory) noexcept { Free(memory); }
void operator delete[](void* memory) noexcept { Free(memory); }
void operator delete(void* memory, std::size_t) noexcept { Free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { Free(memory); }

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: load_memory FOLDER\n");
    return 2;
  }
  const Heap before = heap;
  heap.peak = heap.live;
  auto loaded = nextmove::engine::LoadWorld({argv[1], {}}, {});
  loaded.rules = {};  // the warnings, which are told and dropped
  const Heap after = heap;
  if (!loaded.world.program) {
    std::fprintf(stderr, "the folder has errors\n");
    return 1;
  }
  const std::size_t rules = loaded.world.program->rules.size();
  std::size_t text = 0;
  for (std::uint32_t file = 0; file < loaded.world.program->sources->size(); ++file)
    text += loaded.world.program->sources->text(file).size();
  const auto each = [&](std::size_t amount) { return static_cast<double>(amount) / static_cast<double>(rules); };
  std::printf("%zu rules; sizeof: Rule %zu, Expr %zu, Value %zu, Type %zu\n", rules, sizeof(nextmove::dsl::Rule),
              sizeof(nextmove::dsl::Expr), sizeof(nextmove::dsl::Value), sizeof(nextmove::dsl::Type));
  std::printf("a rule: %.0f bytes at the peak, %.0f stay (%.0f of them its text), %.0f allocations\n",
              each(after.peak - before.live), each(after.live - before.live), each(text),
              each(after.allocations - before.allocations));
  return 0;
}
