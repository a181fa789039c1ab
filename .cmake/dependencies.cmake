# Every library that we build on, as packaged by Debian 12. `./dev help` lists how they get installed.

find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED) # its "Could NOT find c-ares" is harmless
find_package(yaml-cpp CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(antlr4-runtime CONFIG REQUIRED)
if(NEXTMOVE_TESTS)
  find_package(GTest CONFIG REQUIRED)
  find_package(benchmark CONFIG REQUIRED)
endif()

# Intel's decimal library has no package file. 000: by value, own rounding argument, own flags argument.
find_path(NEXTMOVE_BID_INCLUDE_DIR bid_functions.h REQUIRED)
find_library(NEXTMOVE_BID_LIBRARY NAMES libbidgcc000.a REQUIRED)
add_library(nextmove::bid STATIC IMPORTED GLOBAL)
set_target_properties(nextmove::bid PROPERTIES
  IMPORTED_LOCATION "${NEXTMOVE_BID_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${NEXTMOVE_BID_INCLUDE_DIR}"
  INTERFACE_COMPILE_DEFINITIONS
    "DECIMAL_CALL_BY_REFERENCE=0;DECIMAL_GLOBAL_ROUNDING=0;DECIMAL_GLOBAL_EXCEPTION_FLAGS=0")
