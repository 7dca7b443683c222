#include "kuleshov/story/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/nearest.hpp"
#include "kuleshov/story/words_in_order.hpp"

namespace kuleshov::story {

namespace {

using base::Result;

enum class Kind { boolean, integer, duration, enumeration, word };  // word: a value not yet placed

struct Type {
  Kind kind = Kind::boolean;
  const Variable* variable = nullptr;  // enumeration: whose values
  std::size_t offset = 0;              // where it stands
  std::size_t instruction = 0;         // word: the constant to be filled in
  std::string_view word;
};

std::string_view name_of(Kind kind) {
  static constexpr std::array<std::string_view, 5> names{
      "a yes-or-no condition", "a number", "a duration", "a value of an enumeration", "a word"};
  return names[static_cast<std::size_t>(kind)];
}

class Compiler : WordsInOrder {
 public:
  Compiler(const Expression& expression, Names& names, bool viewer_allowed)
      : WordsInOrder(expression),
        names_(names),
        film_(*names.film),
        viewer_allowed_(viewer_allowed) {}

  Result<Type> run() {
    TRY(read(film_));
    const Type type = TRY(disjunction());
    if (peek().kind != Token::Kind::end)
      return fail_here("the expression should end here",
                       "remove the rest, or join it with \"and\"");
    return type;
  }

  Result<void> expect_boolean(const Type& type) {
    if (type.kind == Kind::boolean) return {};
    return mismatch(type, Kind::boolean, "compare it, for example \"trust > 1\"");
  }

  Result<void> expect_value_of(Type type, const Variable& variable) {
    if (variable.type == VariableType::enumeration) return place_word(type, variable);
    const Kind wanted = variable.type == VariableType::boolean ? Kind::boolean : Kind::integer;
    if (type.kind == wanted) return {};
    return mismatch(type, wanted, fmt::format("\"{}\" is {}", variable.id.str(), name_of(wanted)));
  }

  Code take() { return std::move(code_); }

 private:
  std::unexpected<base::Error> mismatch(const Type& type, Kind wanted, std::string remedy) const {
    if (type.kind == Kind::word) return unknown_name(type.word, type.offset);
    return fail_at(type.offset,
                   fmt::format("this is {}, not {}", name_of(type.kind), name_of(wanted)),
                   std::move(remedy));
  }
  // ---- code ----
  // `change`: how the stack grows. Deep stacks are refused, so that evaluation needs none of the
  // heap.
  Result<void> emit(Op op, std::int64_t value, int change) {
    code_.instructions.push_back({op, static_cast<std::int32_t>(value)});
    depth_ += change;
    if (depth_ <= deepest_expression) return {};
    return fail_here("this expression is too long to follow", "split it over two variables");
  }

  // ---- grammar, loosest first ----
  Result<Type> disjunction() {
    if (++nesting_ > deepest_expression)
      return fail_here("brackets are nested too deep", "split it over two variables");
    Type left = TRY(conjunction());
    while (accept("or") || accept("||")) left = TRY(joined(left, Op::disjunction));
    --nesting_;
    return left;
  }

  Result<Type> conjunction() {
    Type left = TRY(negation());
    while (accept("and") || accept("&&")) left = TRY(joined(left, Op::conjunction));
    return left;
  }

  Result<Type> joined(const Type& left, Op op) {
    TRY(expect_boolean(left));
    const Type right = TRY(op == Op::disjunction ? conjunction() : negation());
    TRY(expect_boolean(right));
    TRY(emit(op, 0, -1));
    return Type{Kind::boolean, nullptr, left.offset, 0, {}};
  }

  Result<Type> negation() {
    const std::size_t offset = peek().offset;
    if (!accept("not") && !accept("!")) return comparison();
    if (++nesting_ > deepest_expression)
      return fail_here("\"not\" is nested too deep", "two of them cancel out");
    const Type inner = TRY(negation());
    --nesting_;
    TRY(expect_boolean(inner));
    TRY(emit(Op::negation, 0, 0));
    return Type{Kind::boolean, nullptr, offset, 0, {}};
  }

  Result<Type> comparison() {
    if (peek().kind == Token::Kind::name) {
      for (const Quantity quantity : {Quantity::arousal, Quantity::valence, Quantity::attention}) {
        if (peek().text == story::name_of(quantity) && !variable_called(peek().text))
          return viewer(quantity);
      }
    }
    const Type left = TRY(sum());
    const auto op = comparison_sign();
    if (!op) return left;
    const Type right = TRY(sum());
    TRY(comparable(left, right, *op));
    TRY(emit(*op, 0, -1));
    return Type{Kind::boolean, nullptr, left.offset, 0, {}};
  }

  Result<void> comparable(Type left, Type right, Op op) {
    if (left.kind == Kind::enumeration)
      TRY(place_word(right, *left.variable));
    else if (right.kind == Kind::enumeration)
      TRY(place_word(left, *right.variable));
    else if (left.kind == Kind::word)
      return unknown_name(left.word, left.offset);
    else if (left.kind != right.kind)
      return mismatch(right, left.kind, "compare things of one kind");
    const bool ordered = left.kind == Kind::integer || left.kind == Kind::duration;
    if (ordered || op == Op::equal || op == Op::not_equal) return {};
    return fail_at(left.offset, "only numbers and durations have an order", "write == or !=");
  }

  // Gives a word its number among the variable's values.
  Result<void> place_word(const Type& type, const Variable& variable) {
    if (type.kind == Kind::enumeration && type.variable == &variable) return {};
    if (type.kind != Kind::word) {
      return fail_at(type.offset, fmt::format("this is no value of \"{}\"", variable.id.str()),
                     suggest("", variable.values));
    }
    const auto found = std::find(variable.values.begin(), variable.values.end(), type.word);
    if (found == variable.values.end()) {
      return fail_at(type.offset,
                     fmt::format("\"{}\" is no value of \"{}\"", type.word, variable.id.str()),
                     suggest(type.word, variable.values));
    }
    code_.instructions[type.instruction].value =
        static_cast<std::int32_t>(found - variable.values.begin());
    return {};
  }

  // arousal > 0.4 surely 0.8 for 5s
  Result<Type> viewer(Quantity quantity) {
    const std::size_t offset = peek().offset;
    pass();
    if (!viewer_allowed_)
      return fail_at(offset, "an effect may not depend on the viewer",
                     "put the condition on a way");
    const auto op = comparison_sign();
    const bool above = op == Op::greater || op == Op::greater_equal;
    if (!op || *op == Op::equal || *op == Op::not_equal)
      return fail_here("a viewer condition compares with < or >",
                       "write for example \"arousal > 0.3\"");
    ViewerCondition condition;
    condition.quantity = quantity;
    condition.threshold = TRY(number_within(-1, 1));
    bool bare = true;
    if (accept("surely")) {
      condition.surely = TRY(number_within(0.05, 0.999));
      bare = false;
    }
    if (accept("for")) {
      condition.held = TRY(duration());
      bare = false;
    }
    // Bare "<" is the exact opposite of ">": of the two always one holds.
    condition.above = above || bare;
    TRY(emit(Op::viewer, index_of(condition), 1));
    code_.uses_viewer = true;
    if (!above && bare) TRY(emit(Op::negation, 0, 0));
    return Type{Kind::boolean, nullptr, offset, 0, {}};
  }

  std::int64_t index_of(const ViewerCondition& condition) {
    auto& all = names_.conditions;
    const auto found = std::find(all.begin(), all.end(), condition);
    if (found != all.end()) return found - all.begin();
    all.push_back(condition);
    return static_cast<std::int64_t>(all.size()) - 1;
  }

  // ---- numbers ----
  Result<Type> sum() {
    Type left = TRY(product());
    for (;;) {
      const bool plus = accept("+");
      if (!plus && !accept("-")) return left;
      left = TRY(arithmetic(left, plus ? Op::add : Op::subtract));
    }
  }

  Result<Type> product() {
    Type left = TRY(factor());
    while (accept("*")) left = TRY(arithmetic(left, Op::multiply));
    return left;
  }

  Result<Type> arithmetic(const Type& left, Op op) {
    const Type right = TRY(op == Op::multiply ? factor() : product());
    for (const Type& side : {left, right}) {
      if (side.kind != Kind::integer)
        return mismatch(side, Kind::integer, "count with whole numbers only");
    }
    TRY(emit(op, 0, -1));
    return left;
  }

  Result<Type> factor() {
    if (++nesting_ > deepest_expression)
      return fail_here("brackets are nested too deep", "split it over two variables");
    Type type = TRY(simple_factor());
    --nesting_;
    return type;
  }

  Result<Type> simple_factor() {
    const Token token = peek();
    if (token.kind == Token::Kind::number) return integer(token);
    if (token.kind == Token::Kind::duration) {
      const base::Ticks ticks = TRY(duration());
      TRY(emit(Op::constant, ticks.count(), 1));
      return Type{Kind::duration, nullptr, token.offset, 0, {}};
    }
    if (accept("(")) {
      Type inner = TRY(disjunction());
      TRY(expect_sign(")"));
      return inner;
    }
    if (accept("-")) return negative(token.offset);
    if (token.kind == Token::Kind::name) return name(token);
    return fail_here("a variable, number or bracket is missing here",
                     "see docs/formats/triggers.md");
  }

  Result<Type> integer(const Token& token) {
    if (token.number != std::floor(token.number) || token.number > 1'000'000) {
      return fail_here("story variables are whole numbers",
                       "write one without a point, up to 1000000");
    }
    pass();
    TRY(emit(Op::constant, static_cast<std::int64_t>(token.number), 1));
    return Type{Kind::integer, nullptr, token.offset, 0, {}};
  }

  Result<Type> negative(std::size_t offset) {
    const Type inner = TRY(factor());
    if (inner.kind != Kind::integer)
      return mismatch(inner, Kind::integer, "only numbers can be negative");
    TRY(emit(Op::negate, 0, 0));
    return Type{Kind::integer, nullptr, offset, 0, {}};
  }

  Result<Type> name(const Token& token) {
    pass();
    if (token.text == "true" || token.text == "false") {
      TRY(emit(Op::constant, token.text == "true" ? 1 : 0, 1));
      return Type{Kind::boolean, nullptr, token.offset, 0, {}};
    }
    const bool call = peek().text == "(" && peek().kind == Token::Kind::sign;
    if (call && (token.text == "seen" || token.text == "times" || token.text == "since"))
      return memory(token);
    if (call && (token.text == "min" || token.text == "max")) return bound(token);
    const Variable* variable = variable_called(token.text);
    if (variable == nullptr) return word(token);
    TRY(emit(Op::variable, variable - film_.variables.data(), 1));
    const Kind kinds[] = {Kind::boolean, Kind::integer, Kind::enumeration};
    return Type{kinds[static_cast<std::size_t>(variable->type)], variable, token.offset, 0, {}};
  }

  // A name that is no variable may be a value of the enumeration it is compared with.
  Result<Type> word(const Token& token) {
    const bool known =
        std::any_of(film_.variables.begin(), film_.variables.end(), [&](const Variable& v) {
          return std::find(v.values.begin(), v.values.end(), token.text) != v.values.end();
        });
    if (!known) return unknown_name(token.text, token.offset);
    TRY(emit(Op::constant, 0, 1));
    return Type{Kind::word, nullptr, token.offset, code_.instructions.size() - 1, token.text};
  }

  std::unexpected<base::Error> unknown_name(std::string_view name, std::size_t offset) const {
    std::vector<std::string> known;
    for (const Variable& variable : film_.variables) {
      known.push_back(variable.id.str());
      known.insert(known.end(), variable.values.begin(), variable.values.end());
    }
    if (viewer_allowed_) known.insert(known.end(), {"arousal", "valence", "attention"});
    return fail_at(offset, fmt::format("no variable or value is called \"{}\"", name),
                   suggest(name, known));
  }

  // seen(s12) times(s12) since(s12)
  Result<Type> memory(const Token& function) {
    TRY(expect_sign("("));
    const Token token = peek();
    const auto scene = std::find_if(film_.scenes.begin(), film_.scenes.end(),
                                    [&](const Scene& s) { return s.id.str() == token.text; });
    if (token.kind == Token::Kind::end || scene == film_.scenes.end()) {
      std::vector<std::string> known;
      for (const Scene& s : film_.scenes) known.push_back(s.id.str());
      return fail_here(fmt::format("no scene is called \"{}\"", token.text),
                       suggest(token.text, known));
    }
    pass();
    TRY(expect_sign(")"));
    const std::int64_t index = track(static_cast<int>(scene - film_.scenes.begin()));
    if (function.text == "seen") {
      TRY(emit(Op::seen, index, 1));
      return Type{Kind::boolean, nullptr, function.offset, 0, {}};
    }
    const bool time = function.text == "since";
    code_.uses_time |= time;
    TRY(emit(time ? Op::since : Op::times, index, 1));
    return Type{time ? Kind::duration : Kind::integer, nullptr, function.offset, 0, {}};
  }

  std::int64_t track(int scene) {
    auto& all = names_.tracked;
    const auto found = std::find(all.begin(), all.end(), scene);
    if (found != all.end()) return found - all.begin();
    all.push_back(scene);
    return static_cast<std::int64_t>(all.size()) - 1;
  }

  // min(a, b) max(a, b)
  Result<Type> bound(const Token& function) {
    TRY(expect_sign("("));
    const Type left = TRY(sum());
    TRY(expect_sign(","));
    const Type right = TRY(sum());
    TRY(expect_sign(")"));
    for (const Type& side : {left, right}) {
      if (side.kind != Kind::integer) return mismatch(side, Kind::integer, "give it two numbers");
    }
    TRY(emit(function.text == "min" ? Op::least : Op::greatest, 0, -1));
    return Type{Kind::integer, nullptr, function.offset, 0, {}};
  }

  [[nodiscard]] const Variable* variable_called(std::string_view name) const {
    const auto found = std::find_if(film_.variables.begin(), film_.variables.end(),
                                    [&](const Variable& v) { return v.id.str() == name; });
    return found == film_.variables.end() ? nullptr : &*found;
  }

  Names& names_;
  const Film& film_;
  bool viewer_allowed_;
  int nesting_ = 0;
  int depth_ = 0;
  Code code_;
};

}  // namespace

Result<Code> compile_condition(const Expression& expression, Names& names) {
  if (base::trim(expression.text).empty()) return Code{};
  Compiler compiler(expression, names, true);
  const Type type = TRY(compiler.run());
  TRY(compiler.expect_boolean(type));
  return compiler.take();
}

Result<Code> compile_value(const Expression& expression, const Variable& variable, Names& names) {
  Compiler compiler(expression, names, false);
  const Type type = TRY(compiler.run());
  TRY(compiler.expect_value_of(type, variable));
  return compiler.take();
}

}  // namespace kuleshov::story
