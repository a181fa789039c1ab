# The functions that declare our targets. All include paths start at the repository's root.

include(GNUInstallDirs)

# Applies what every target of ours shares. Generated sources (full paths) get no warnings.
function(nextmove_configure target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "GENERATED")
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE ${NEXTMOVE_WARNINGS})
  if(ARG_GENERATED)
    set_source_files_properties(${ARG_GENERATED} PROPERTIES
      GENERATED TRUE COMPILE_OPTIONS -w SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()

# Lets a unity build put together up to eight files, all of one folder.
function(nextmove_group_by_folder)
  foreach(source IN LISTS ARGN)
    get_filename_component(path "${source}" ABSOLUTE)
    file(RELATIVE_PATH path "${CMAKE_CURRENT_SOURCE_DIR}" "${path}")
    get_filename_component(folder "${path}" DIRECTORY)
    string(MAKE_C_IDENTIFIER "in_${folder}" folder)
    math(EXPR batch "0${count_${folder}} / 8")
    math(EXPR count_${folder} "0${count_${folder}} + 1")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${folder}_${batch}")
  endforeach()
endfunction()

# nextmove_library(NAME dsl_value SOURCES a.cc b.cc [GENERATED g.cc] [DEPENDS ...])
# A static library; without any source a header-only one. DEPENDS are public. SOURCES of one folder are compiled some at a
# time as one file (unity build: a third of the time), so names in anonymous namespaces are unique in a folder.
function(nextmove_library)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME" "SOURCES;GENERATED;DEPENDS")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "nextmove_library(${ARG_NAME}): what is `${ARG_UNPARSED_ARGUMENTS}`?")
  endif()
  if(ARG_SOURCES OR ARG_GENERATED)
    add_library(${ARG_NAME} STATIC ${ARG_SOURCES} ${ARG_GENERATED})
    nextmove_group_by_folder(${ARG_SOURCES})
    set_target_properties(${ARG_NAME} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    nextmove_configure(${ARG_NAME} GENERATED ${ARG_GENERATED})
    target_link_libraries(${ARG_NAME} PUBLIC ${ARG_DEPENDS})
  else()
    add_library(${ARG_NAME} INTERFACE)
    target_include_directories(${ARG_NAME} INTERFACE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${ARG_NAME} INTERFACE ${ARG_DEPENDS})
  endif()
endfunction()

# nextmove_executable(NAME nextmoved SOURCES main.cc [DEPENDS ...])
# A program that we ship: goes to bin/ of the build folder, and is installed.
function(nextmove_executable)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME" "SOURCES;DEPENDS")
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  nextmove_configure(${ARG_NAME})
  target_link_libraries(${ARG_NAME} PRIVATE ${ARG_DEPENDS})
  set_target_properties(${ARG_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
  install(TARGETS ${ARG_NAME} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endfunction()

# Sets what each test may rely on: its label, where the sources are and where the build is.
function(nextmove_test_environment name label)
  set_tests_properties(${name} PROPERTIES
    LABELS "${label}"
    TIMEOUT 600
    ENVIRONMENT "NEXTMOVE_SOURCE_DIR=${PROJECT_SOURCE_DIR};NEXTMOVE_BINARY_DIR=${CMAKE_BINARY_DIR};UBSAN_OPTIONS=print_stacktrace=1")
endfunction()

# nextmove_test(NAME dsl_value_test SOURCES a_test.cc ... [DEPENDS ...] [LABEL unit])
# One gtest program, one ctest entry. The files are compiled as one (unity build), so helpers in anonymous namespaces need
# names of their own.
function(nextmove_test)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME;LABEL" "SOURCES;DEPENDS")
  if(NOT NEXTMOVE_TESTS)
    return()
  endif()
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  nextmove_configure(${ARG_NAME})
  target_link_libraries(${ARG_NAME} PRIVATE ${ARG_DEPENDS} GTest::gmock_main)
  target_compile_definitions(${ARG_NAME} PRIVATE
    NEXTMOVE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" NEXTMOVE_BINARY_DIR="${CMAKE_BINARY_DIR}")
  set_target_properties(${ARG_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/test")
  set_target_properties(${ARG_NAME} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
  add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  nextmove_test_environment(${ARG_NAME} ${ARG_LABEL})
endfunction()

# nextmove_script_test(NAME includes SCRIPT includes_test.py [LABEL unit] [ARGUMENTS ...])
# A test written in Python. It runs under Debian's own interpreter, which has the packaged modules.
# Exit code 77 means skipped.
function(nextmove_script_test)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME;SCRIPT;LABEL" "ARGUMENTS")
  if(NOT NEXTMOVE_TESTS)
    return()
  endif()
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  add_test(NAME ${ARG_NAME}
    COMMAND /usr/bin/python3 "${CMAKE_CURRENT_SOURCE_DIR}/${ARG_SCRIPT}" ${ARG_ARGUMENTS}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  nextmove_test_environment(${ARG_NAME} ${ARG_LABEL})
  set_tests_properties(${ARG_NAME} PROPERTIES SKIP_RETURN_CODE 77)
endfunction()

# nextmove_fuzz(NAME parse_fuzz SOURCES parse_fuzz.cc [DEPENDS ...])
# SOURCES define LLVMFuzzerTestOneInput. Preset `asan`: a libFuzzer program in fuzz/ of the build folder; others: a
# program that only replays files. Both replay tests/fuzz/corpus/NAME as a test of label `fuzz`.
function(nextmove_fuzz)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME" "SOURCES;DEPENDS")
  if(NOT NEXTMOVE_TESTS)
    return()
  endif()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  nextmove_configure(${ARG_NAME})
  target_link_libraries(${ARG_NAME} PRIVATE ${ARG_DEPENDS})
  set_target_properties(${ARG_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
  set(only_replay)
  if(NEXTMOVE_FUZZ)
    target_link_options(${ARG_NAME} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzz_targets ${ARG_NAME})
    set(only_replay -runs=0 -timeout=25)
  else()
    target_sources(${ARG_NAME} PRIVATE "${PROJECT_SOURCE_DIR}/.cmake/replay_main.cc")
  endif()
  add_test(NAME ${ARG_NAME}
    COMMAND ${ARG_NAME} ${only_replay} "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${ARG_NAME}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  nextmove_test_environment(${ARG_NAME} fuzz)
endfunction()
