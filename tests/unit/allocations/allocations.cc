// Replaces the allocation functions of the program by ones that count: all forms, since a sanitizer brings its own of
// those that are left out.
#include "tests/unit/allocations/allocations.h"

#include <cstdlib>
#include <new>

namespace nextmove::testing {
namespace {

thread_local std::int64_t allocations = 0;

void* Allocated(void* memory) {
  if (!memory) throw std::bad_alloc();
  ++allocations;
  return memory;
}

}  // namespace

std::int64_t AllocationsOfThisThread() { return allocations; }

}  // namespace nextmove::testing

namespace {

void* Take(std::size_t bytes) { return nextmove::testing::Allocated(std::malloc(bytes > 0 ? bytes : 1)); }

void* Take(std::size_t bytes, std::align_val_t alignment) {
  const auto step = static_cast<std::size_t>(alignment);
  return nextmove::testing::Allocated(std::aligned_alloc(step, (bytes + step - 1) / step * step));
}

}  // namespace

void* operator new(std::size_t bytes) { return Take(bytes); }
void* operator new[](std::size_t bytes) { return Take(bytes); }
void* operator new(std::size_t bytes, std::align_val_t alignment) { return Take(bytes, alignment); }
void* operator new[](std::size_t bytes, std::align_val_t alignment) { return Take(bytes, alignment); }
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept { return Take(bytes); }
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept { return Take(bytes); }

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
