// Bad input is an ordinary outcome: functions return Result<T>, and an Error says what is wrong,
// where, and what to do about it.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <utility>

namespace kuleshov::base {

// Where in somebody's input the fault lies. Line and column count from 1; 0 means "not known".
// For binary input `byte` is the offset from the start of the file.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t byte = 0;
};

enum class ErrorKind {
  bad_input,       // the person can mend it: wrong file, wrong value, wrong usage
  not_found,       // a file, id or name that does not exist
  backend_absent,  // something optional that was asked for is not installed or not reachable
  io,              // the disk or the network failed: full disk, broken pipe, permission
  interrupted,     // the person stopped it
};

struct Error {
  std::string what;    // one sentence: what is wrong
  std::string remedy;  // one sentence: what to do; may be empty
  Place place;
  ErrorKind kind = ErrorKind::bad_input;
};

template <class T>
using Result = std::expected<T, Error>;

// `return fail("the key point has two ways", "give it three to five", {"film.yaml", 12});`
[[nodiscard]] inline std::unexpected<Error> fail(std::string what, std::string remedy = {},
                                                 Place place = {},
                                                 ErrorKind kind = ErrorKind::bad_input) {
  return std::unexpected(Error{std::move(what), std::move(remedy), std::move(place), kind});
}

// "film.yaml:12:3: the key point has two ways\n  give it three to five"
std::string describe(const Error& error);

}  // namespace kuleshov::base

// Unwraps a Result inside a function that itself returns a Result, or returns its error.
#define TRY(expression)                                                     \
  __extension__({                                                           \
    auto try_result = (expression);                                         \
    if (!try_result) return std::unexpected(std::move(try_result).error()); \
    std::move(try_result).value();                                          \
  })
