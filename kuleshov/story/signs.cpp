#include "kuleshov/story/signs.hpp"

namespace kuleshov::story {

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::add:
      return "+";
    case Op::subtract:
      return "-";
    case Op::multiply:
      return "*";
    case Op::least:
      return "min";
    case Op::greatest:
      return "max";
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    case Op::equal:
      return "==";
    case Op::not_equal:
      return "!=";
    case Op::conjunction:
      return "and";
    default:
      return "or";
  }
}

}  // namespace kuleshov::story
