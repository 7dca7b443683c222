#include <array>
#include <cctype>
#include <utility>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/planner/lex.hpp"
#include "kuleshov/write/planner/problem.hpp"

namespace kuleshov::write::planner {

namespace {

constexpr int deepest = 1000;  // nesting that no real problem reaches

class Parser {
 public:
  Parser(std::string_view text, std::string file)
      : tokens_(tokens_of(text)), file_(std::move(file)) {}

  base::Result<Problem> parse() {
    problem_.file = file_;
    while (!peek("")) TRY(statement());
    return std::move(problem_);
  }

 private:
  using Ref = base::Result<ExpressionRef>;

  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  [[nodiscard]] bool peek(std::string_view text) const { return here().text == text; }
  [[nodiscard]] base::Place place() const { return {file_, here().line, here().column, 0}; }
  bool accept(std::string_view text) {
    if (!peek(text)) return false;
    ++at_;
    return true;
  }
  base::Result<void> expect(std::string_view text) {
    if (accept(text)) return {};
    return base::fail("expected '" + std::string(text) + "', found '" + here().text + "'",
                      "mend the problem file", place());
  }
  base::Result<std::string> word() {
    if (here().text.empty() || !is_word(here().text.front())) {
      return base::fail("expected a name, found '" + here().text + "'", "mend the problem file",
                        place());
    }
    return tokens_[at_++].text;
  }

  base::Result<void> statement() {
    if (accept("type")) return type();
    if (accept("entity")) return entity();
    if (accept("property")) return property();
    if (accept("action")) return event(problem_.actions);
    if (accept("trigger")) return event(problem_.triggers);
    if (accept("utility")) return utility();
    problem_.initial.push_back(TRY(expression()));
    return end();
  }

  base::Result<std::vector<std::string>> parents() {
    std::vector<std::string> all;
    if (!accept(":")) return all;
    do all.push_back(TRY(word()));
    while (accept(","));
    return all;
  }

  base::Result<void> type() {
    TypeDeclaration declaration;
    declaration.name = TRY(word());
    declaration.parents = TRY(parents());
    problem_.types.push_back(std::move(declaration));
    return end();
  }

  base::Result<void> entity() {
    EntityDeclaration declaration;
    declaration.name = TRY(word());
    declaration.types = TRY(parents());
    problem_.entities.push_back(std::move(declaration));
    return end();
  }

  base::Result<std::vector<Parameter>> parameters() {
    std::vector<Parameter> all;
    TRY(expect("("));
    while (!peek(")")) {
      Parameter parameter;
      parameter.name = TRY(word());
      if (accept(":")) parameter.type = TRY(word());
      all.push_back(std::move(parameter));
      if (!accept(",")) break;
    }
    TRY(expect(")"));
    return all;
  }

  base::Result<void> property() {
    PropertyDeclaration declaration;
    declaration.name = TRY(word());
    declaration.parameters = TRY(parameters());
    TRY(expect(":"));
    declaration.type = TRY(word());
    problem_.properties.push_back(std::move(declaration));
    return end();
  }

  base::Result<void> event(std::vector<Event>& events) {
    Event event;
    event.place = place();
    event.name = TRY(word());
    event.parameters = TRY(parameters());
    TRY(expect("{"));
    while (!peek("}")) TRY(clause(event));
    TRY(expect("}"));
    events.push_back(std::move(event));
    return end();
  }

  base::Result<void> clause(Event& event) {
    const std::string name = TRY(word());
    if (name == "observing") {
      TRY(expect("("));
      event.observer = TRY(word());
      TRY(expect(":"));
      TRY(word());
      TRY(expect(")"));
    }
    TRY(expect(":"));
    if (name == "consenting") {
      TRY(consenting(event));
    } else {
      auto value = TRY(expression());
      if (name == "precondition")
        event.precondition = std::move(value);
      else if (name == "effect")
        event.effect = std::move(value);
      else if (name == "observing")
        event.observing = std::move(value);
      else
        return base::fail("an event has no part '" + name + "'",
                          "use precondition, effect, consenting or observing", place());
    }
    return end();
  }

  // "a, b" or "(a, b)".
  base::Result<void> consenting(Event& event) {
    const bool bracket = accept("(");
    do event.consenting.push_back(TRY(expression()));
    while (accept(","));
    return bracket ? expect(")") : base::Result<void>{};
  }

  // The last definition of a block or file needs no ';'.
  base::Result<void> end() { return peek("") || peek("}") ? base::Result<void>{} : expect(";"); }

  base::Result<void> utility() {
    Utility out;
    TRY(expect("("));
    if (!peek(")")) out.character = TRY(word());
    TRY(expect(")"));
    TRY(expect(":"));
    out.value = TRY(expression());
    problem_.utilities.push_back(std::move(out));
    return end();
  }

  // ---- expressions, loosest first ----

  ExpressionRef make(Op op, std::vector<ExpressionRef> children, base::Place at) {
    auto out = std::make_shared<Expression>();
    out->op = op;
    out->children = std::move(children);
    out->place = std::move(at);
    return out;
  }

  // The peer's own order: '&' binds loosest, then '|', then '!': a & b | c is a & (b | c).
  Ref expression() {
    if (++depth_ > deepest)
      return base::fail("this is nested too deeply", "simplify the expression", place());
    auto all = TRY(chain("&", Op::conjunction, &Parser::disjunction));
    --depth_;
    return all;
  }

  Ref disjunction() { return chain("|", Op::disjunction, &Parser::negation); }

  Ref chain(std::string_view sign, Op op, Ref (Parser::*part)()) {
    const auto at = place();
    auto left = TRY((this->*part)());
    while (accept(sign)) {
      auto right = TRY((this->*part)());
      left = make(op, {left, right}, at);
    }
    return left;
  }

  Ref negation() {
    const auto at = place();
    if (!accept("!")) return comparison();
    if (++depth_ > deepest)
      return base::fail("this is nested too deeply", "simplify the expression", at);
    auto inner = TRY(negation());
    --depth_;
    return make(Op::negation, {inner}, at);
  }

  Ref comparison() {
    const auto at = place();
    auto left = TRY(arithmetic());
    static constexpr std::array<std::pair<std::string_view, Op>, 7> operators{{{"==", Op::equal},
                                                                               {"!=", Op::unequal},
                                                                               {"<=", Op::at_most},
                                                                               {">=", Op::at_least},
                                                                               {"<", Op::less},
                                                                               {">", Op::greater},
                                                                               {"=", Op::assign}}};
    for (const auto& [text, op] : operators) {
      if (!accept(text)) continue;
      auto right = TRY(arithmetic());
      return make(op, {left, right}, at);
    }
    if (!accept(":")) return left;
    auto out = std::make_shared<Expression>(Expression{Op::is_type, 0, "", "", {left}, at});
    out->text = TRY(word());
    return ExpressionRef(std::move(out));
  }

  // Arithmetic, too, in the peer's order: '*' binds loosest, then '/', '+', '-'; each splits at its
  // first sign, so a - b - c is a - (b - c). Problems that mean something else write brackets.
  Ref arithmetic(std::size_t level = 0) {
    static constexpr std::array<std::pair<std::string_view, Op>, 4> signs{
        {{"*", Op::multiply}, {"/", Op::divide}, {"+", Op::add}, {"-", Op::subtract}}};
    if (level == signs.size()) return primary();
    if (++depth_ > deepest)
      return base::fail("this is nested too deeply", "simplify the expression", place());
    const auto at = place();
    auto left = TRY(arithmetic(level + 1));
    if (accept(signs[level].first)) {
      auto right = TRY(arithmetic(level));
      left = make(signs[level].second, {left, right}, at);
    }
    --depth_;
    return left;
  }

  Ref primary() {
    const auto at = place();
    if (accept("?")) return make(Op::unknown, {}, at);
    if (accept("(")) {
      auto inner = TRY(expression());
      TRY(expect(")"));
      return inner;
    }
    if (accept("-")) {
      auto inner = TRY(primary());
      return make(Op::subtract, {number(0, at), inner}, at);
    }
    if (accept("if") || accept("when")) return branch(at);
    const std::string name = TRY(word());
    if (std::isdigit(static_cast<unsigned char>(name.front())) != 0) return literal(name, at);
    if (name == "exists") return quantifier(Op::exists, at);
    if (name == "forall") return quantifier(Op::for_all, at);
    if (name == "sum") return quantifier(Op::sum, at);
    if (name == "product") return quantifier(Op::product, at);
    if (peek("(")) return call(name, at);
    return ExpressionRef(std::make_shared<Expression>(Expression{Op::name, 0, name, "", {}, at}));
  }

  static ExpressionRef number(int value, const base::Place& at) {
    return std::make_shared<Expression>(Expression{Op::number, value, "", "", {}, at});
  }

  // "12" or "0.5": in thousandths, so that a problem may count in fractions.
  Ref literal(const std::string& digits, const base::Place& at) {
    const auto point = digits.find('.');
    const std::string whole = digits.substr(0, point);
    std::string rest = point == std::string::npos ? "" : digits.substr(point + 1);
    const bool digits_only =
        (whole + rest).find_first_not_of("0123456789") == std::string::npos && rest.size() <= 3;
    if (!digits_only || whole.size() > 6)
      return base::fail("'" + digits + "' is no number that is read here",
                        "use at most six digits before the point and three after it", at);
    rest.resize(3, '0');
    auto out =
        std::make_shared<Expression>(Expression{Op::number, std::stoi(whole), "", "", {}, at});
    out->thousandths = std::stoi(rest);
    return ExpressionRef(std::move(out));
  }

  // "if" is taken; ends after the last branch.
  Ref branch(const base::Place& at) {
    if (++depth_ > deepest)
      return base::fail("this is nested too deeply", "simplify the expression", at);
    TRY(expect("("));
    auto condition = TRY(expression());
    TRY(expect(")"));
    std::vector<ExpressionRef> children{condition, TRY(branch_body())};
    if (accept("elseif"))
      children.push_back(TRY(branch(at)));
    else if (accept("else"))
      children.push_back(TRY(branch_body()));
    --depth_;
    return make(Op::branch, std::move(children), at);
  }

  // A utility's branch may be a sum, an effect's an assignment; neither goes on past '&'.
  Ref branch_body() { return negation(); }

  Ref quantifier(Op op, const base::Place& at) {
    if (++depth_ > deepest)
      return base::fail("this is nested too deeply", "simplify the expression", at);
    auto out = std::make_shared<Expression>(Expression{op, 0, "", "", {}, at});
    TRY(expect("("));
    out->text = TRY(word());
    TRY(expect(":"));
    out->type = TRY(word());
    TRY(expect(")"));
    const bool counts = op == Op::sum || op == Op::product;
    out->children.push_back(counts ? TRY(arithmetic()) : TRY(negation()));
    --depth_;
    return ExpressionRef(std::move(out));
  }

  Ref call(const std::string& name, const base::Place& at) {
    auto out = std::make_shared<Expression>(
        Expression{name == "believes" ? Op::believes : Op::property, 0, name, "", {}, at});
    TRY(expect("("));
    while (!peek(")")) {
      out->children.push_back(TRY(expression()));
      if (!accept(",")) break;
    }
    TRY(expect(")"));
    if (out->op == Op::believes && out->children.size() != 2) {
      return base::fail("believes needs a character and what is believed", "write believes(C, ...)",
                        at);
    }
    return ExpressionRef(std::move(out));
  }

  std::vector<Token> tokens_;
  std::string file_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Problem problem_;
};

}  // namespace

base::Result<Problem> parse_problem(std::string_view text, const std::string& file) {
  return Parser(text, file).parse();
}

std::vector<std::string> read_solution(std::string_view text) {
  std::vector<std::string> steps;
  for (const std::string_view line : base::lines(text)) {
    if (line.empty() || !is_word(line.front()) || line.starts_with("goal(")) continue;
    steps.emplace_back(base::trim(line));
  }
  return steps;
}

}  // namespace kuleshov::write::planner
