# Language level, compiler cache, linker and sanitizers: what holds for every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(NEXTMOVE_CCACHE ccache)
if(NEXTMOVE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${NEXTMOVE_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${NEXTMOVE_CCACHE}")
endif()

find_program(NEXTMOVE_MOLD mold)
if(NEXTMOVE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# The same sums everywhere: no fused multiply-add that one machine has and another has not.
add_compile_options(-ffp-contract=off)

if(NEXTMOVE_SANITIZE)
  add_compile_options(-fsanitize=${NEXTMOVE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${NEXTMOVE_SANITIZE})
endif()
if(NEXTMOVE_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "NEXTMOVE_FUZZ needs clang (preset `asan`)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

set(NEXTMOVE_WARNINGS
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wimplicit-fallthrough
  -Wno-missing-field-initializers) # a designated initializer leaves the rest at its default on purpose
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 inside std::string and std::optional.
  list(APPEND NEXTMOVE_WARNINGS -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(NEXTMOVE_WERROR)
  list(APPEND NEXTMOVE_WARNINGS -Werror)
endif()
