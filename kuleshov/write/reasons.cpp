#include "kuleshov/write/reasons.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace kuleshov::write {

namespace {

using base::Result;
constexpr const char* roles[] = {"H", "O", "P", "Y"};

// "O.knows.letter", "give-a-key" as names of the planner's language.
std::string name_of(std::string text) {
  for (char& c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return text;
}
std::string fact(const std::string& fluent) { return "f_" + name_of(fluent) + "()"; }
std::string action_name(const Event& event) { return "e_" + name_of(event.id); }

const Fluent* fluent_of(const Plot& plot, const std::string& name) {
  const auto found = std::find_if(plot.fluents.begin(), plot.fluents.end(),
                                  [&](const Fluent& f) { return f.name == name; });
  return found == plot.fluents.end() ? nullptr : &*found;
}
bool is_number(const Plot& plot, const std::string& name) {
  const Fluent* fluent = fluent_of(plot, name);
  return fluent != nullptr && (fluent->low != 0 || fluent->high != 1);
}

std::string said(const Condition& condition, const Plot& plot) {
  if (!is_number(plot, condition.fluent))
    return (condition.value == 0 ? "!" : "") + fact(condition.fluent);
  const char* sign = condition.compare == Condition::Compare::at_least  ? ">="
                     : condition.compare == Condition::Compare::at_most ? "<="
                                                                        : "==";
  return fmt::format("{} {} {}", fact(condition.fluent), sign, condition.value);
}

std::string said(const Change& change, const Plot& plot) {
  if (!is_number(plot, change.fluent)) return (change.value == 0 ? "!" : "") + fact(change.fluent);
  if (!change.relative) return fmt::format("{} = {}", fact(change.fluent), change.value);
  return fmt::format("{} = ({} {} {})", fact(change.fluent), fact(change.fluent),
                     change.value < 0 ? "-" : "+", std::abs(change.value));
}

std::string done(const Event& event) { return "done_" + name_of(event.id) + "()"; }

std::string action_of(const Event& event, const Plot& plot) {
  std::vector<std::string> needs{"!" + done(event)};
  for (const Condition& need : event.needs) needs.push_back(said(need, plot));
  if (const auto when = parse_condition(event.when); !event.when.empty() && when)
    needs.push_back(said(*when, plot));
  std::vector<std::string> effects{done(event)};
  for (const Change& change : event.changes)
    if (!change.relative || change.value != 0) effects.push_back(said(change, plot));
  for (const std::string& aim : event.achieves) effects.push_back(fact(aim));
  std::vector<std::string> sees;
  for (const std::string& role : event.who) sees.push_back("o == " + role);
  std::string out =
      fmt::format("action {}() {{\n\tprecondition: {};\n\teffect: {};\n", action_name(event),
                  fmt::join(needs, " & "), fmt::join(effects, " & "));
  if (const auto who = deciders(event); !who.empty())
    out += fmt::format("\tconsenting: {};\n", fmt::join(who, ", "));
  return out + fmt::format("\tobserving(o : character): {};\n}};\n", fmt::join(sees, " | "));
}

// "trust": each point of a number is worth the weight; a condition is worth it where it holds.
std::string worth(const std::string& goal, int weight, const Plot& plot) {
  const bool bare = goal.find_first_of("<>=!") == std::string::npos;
  if (bare && is_number(plot, goal))
    return weight < 0 ? fmt::format("(0 - ({} * {}))", fact(goal), -weight)
                      : fmt::format("({} * {})", fact(goal), weight);
  const auto condition = parse_condition(goal);
  return fmt::format("(if({}) {} else 0)", condition ? said(*condition, plot) : goal, weight);
}

std::string utility_of(const std::string& role, const Plot& plot) {
  std::vector<std::string> parts;
  if (const auto goals = plot.goals.find(role); goals != plot.goals.end())
    for (const auto& [goal, weight] : goals->second) parts.push_back(worth(goal, weight, plot));
  return fmt::format("utility({}): {};\n", role,
                     parts.empty() ? "0" : fmt::format("{}", fmt::join(parts, " + ")));
}

std::set<std::string> aims_of(const Plot& plot) {
  std::set<std::string> all;
  for (const Event& event : plot.events)
    for (const std::string& aim : event.achieves)
      if (fluent_of(plot, aim) == nullptr) all.insert(aim);
  return all;
}

planner::Limits limits() {
  planner::Limits limits;
  limits.author_length = 1;
  limits.character_length = 3;
  limits.epistemic = 1;
  limits.nodes = 200'000;
  return limits;
}

}  // namespace

std::vector<std::string> deciders(const Event& event) {
  if (!event.acts.empty()) return event.acts;
  const bool decided = event.does.starts_with("way") || event.does == "deed";
  return decided ? std::vector<std::string>{event.who.front()} : std::vector<std::string>{};
}

std::string problem_of(const Plot& plot) {
  std::string out;
  for (const char* role : roles) out += fmt::format("entity {} : character;\n", role);
  for (const Fluent& fluent : plot.fluents)
    out += fmt::format("property {} : {};\n", fact(fluent.name),
                       is_number(plot, fluent.name) ? "number" : "boolean");
  for (const std::string& aim : aims_of(plot))
    out += fmt::format("property {} : boolean;\n", fact(aim));
  for (const Event& event : plot.events)
    out += fmt::format("property {} : boolean;\n", done(event));
  for (const Fluent& fluent : plot.fluents)
    if (is_number(plot, fluent.name))
      out += fmt::format("{} = {};\n", fact(fluent.name), fluent.start);
    else if (fluent.start != 0)
      out += fact(fluent.name) + ";\n";
  for (const Event& event : plot.events) out += action_of(event, plot);
  for (const char* role : roles) out += utility_of(role, plot);
  return out + "utility(): 0;\n";
}

struct Reasons::Held {
  planner::Problem problem;
  planner::Task task;
  std::unique_ptr<planner::Search> search;
  std::map<const Event*, std::int32_t> actions;

  [[nodiscard]] std::int32_t character(const std::string& role) const {
    const auto found = std::find(task.characters.begin(), task.characters.end(), role);
    return static_cast<std::int32_t>(found - task.characters.begin());
  }
  [[nodiscard]] int standing(planner::World world, std::int32_t character) const {
    return search->worlds().evaluate(task.wants[static_cast<std::size_t>(character)],
                                     search->worlds().belief(world, character));
  }
  // Empty where they have no plan in mind.
  Reason reason(const Event& event, planner::World world, const std::string& role,
                const Plot& plot);
  void add_losers(const Event& event, planner::World world, Explained& out);
};

Reason Reasons::Held::reason(const Event& event, planner::World world, const std::string& role,
                             const Plot& plot) {
  const std::int32_t who = character(role);
  const auto plan = search->reason(actions.at(&event), world, who);
  Reason out{role, {}, standing(world, who), 0};
  planner::World end = search->worlds().belief(world, who);
  for (const std::int32_t step : plan) {
    end = search->worlds().after(step, end);
    for (const Event& other : plot.events)
      if (const auto found = actions.find(&other); found != actions.end() && found->second == step)
        out.plan.push_back(other.id);
  }
  out.after = search->worlds().evaluate(task.wants[static_cast<std::size_t>(who)], end);
  return out;
}

void Reasons::Held::add_losers(const Event& event, planner::World world, Explained& out) {
  const auto acting = deciders(event);
  const planner::World next = search->worlds().after(actions.at(&event), world);
  for (const char* role : roles) {
    const bool acts = std::find(acting.begin(), acting.end(), role) != acting.end();
    if (!acts && standing(next, character(role)) < standing(world, character(role)))
      out.losers.insert(role);
  }
}

Result<Reasons> Reasons::of(const Plot& plot) {
  Reasons out;
  out.plot_ = &plot;
  if (plot.goals.empty()) return out;
  out.held_ = std::make_shared<Held>();
  Held& held = *out.held_;
  held.problem = TRY(planner::parse_problem(problem_of(plot), "the plot '" + plot.id + "'"));
  held.task = TRY(planner::ground(held.problem));
  held.search = std::make_unique<planner::Search>(held.task, limits());
  for (const Event& event : plot.events)
    for (std::size_t a = 0; a < held.task.actions.size(); ++a)
      if (held.task.actions[a].name == action_name(event) + "()")
        held.actions[&event] = static_cast<std::int32_t>(a);
  return out;
}

// Edges lead forward in the order of the knots.
Account Reasons::account(const Weave& weave) {
  Account out;
  if (held_ == nullptr) return out;
  Held& held = *held_;
  std::vector<std::set<planner::World>> entering(weave.knots.size());
  entering[0].insert(held.search->worlds().initial());
  for (std::size_t i = 0; i < weave.knots.size(); ++i) {
    const Event& event = *weave.knots[i].event;
    const auto action = held.actions.find(&event);
    for (const planner::World world : entering[i]) {
      if (action != held.actions.end() && !held.search->worlds().possible(action->second, world))
        continue;  // this path never takes it
      planner::World next = world;
      if (action != held.actions.end()) {
        next = held.search->worlds().after(action->second, world);
        Explained& explained = out.events[&event];
        const bool first = explained.reasons.empty();
        for (const std::string& role : deciders(event)) {
          Reason reason = held.reason(event, world, role, *plot_);
          if (reason.plan.empty()) out.unexplained.insert(&event);
          if (first && !reason.plan.empty()) explained.reasons.push_back(std::move(reason));
        }
        held.add_losers(event, world, explained);
      }
      for (const std::size_t to : weave.knots[i].next) entering[to].insert(next);
    }
  }
  return out;
}

}  // namespace kuleshov::write
