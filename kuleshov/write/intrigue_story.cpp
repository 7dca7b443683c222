#include "kuleshov/write/intrigue_story.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "kuleshov/write/intrigue_words.hpp"
#include "kuleshov/write/planner/search.hpp"

namespace kuleshov::write {

namespace {

using base::Result;

constexpr int longest = 5;
constexpr std::size_t most_remembered = 4096;  // some kilobytes each

// An author's look ahead, a character's, and how deep they think of each other's thoughts.
planner::Limits limits() {
  planner::Limits limits;
  limits.author_length = longest;
  limits.character_length = 4;
  limits.epistemic = 1;
  limits.nodes = 200'000;
  return limits;
}

// What a plan means, read from the worlds it goes through.
class Reader {
 public:
  Reader(const planner::Task& task, planner::Search& search, const planner::Plan& plan)
      : task_(task), search_(search), plan_(plan) {
    worlds_.push_back(search.worlds().initial());
    for (const planner::Step& step : plan.steps)
      worlds_.push_back(search.worlds().after(step.action, worlds_.back()));
  }

  PlannedStep step(std::size_t at) {
    const planner::Step& from = plan_.steps[at];
    PlannedStep out;
    out.action = name(from.action);
    for (const std::int32_t cause : from.causes)
      if (cause >= 0) out.causes.push_back(static_cast<std::size_t>(cause));
    for (const planner::Motive& motive : from.motives) out.motives.push_back(motive_of(motive));
    for (const std::int32_t c : from.unaware) out.unaware.push_back(role(c));
    out.losers = losers(at);
    out.reveal = reveal(at);
    return out;
  }

  // Changes of belief as fluent and value: "O: knows(Y) = True".
  [[nodiscard]] std::vector<std::string> beliefs(std::size_t at) const {
    return plan_.steps[at].beliefs;
  }

 private:
  [[nodiscard]] std::string name(std::int32_t action) const {
    return task_.actions[static_cast<std::size_t>(action)].name;
  }
  [[nodiscard]] std::string role(std::int32_t character) const {
    return task_.characters[static_cast<std::size_t>(character)];
  }

  [[nodiscard]] PlannedMotive motive_of(const planner::Motive& from) const {
    PlannedMotive out{role(from.character), {}, {}, from.utility_before, from.utility_after};
    for (const std::int32_t action : from.plan) out.plan.push_back(name(action));
    return out;
  }

  [[nodiscard]] int standing(planner::World world, std::int32_t character) const {
    const planner::Code wish = task_.wants[static_cast<std::size_t>(character)];
    return search_.worlds().evaluate(wish, search_.worlds().belief(world, character));
  }

  // Those who do not act and think themselves worse off after it.
  [[nodiscard]] std::vector<std::string> losers(std::size_t at) const {
    std::vector<std::string> all;
    const auto& actors = task_.actions[static_cast<std::size_t>(plan_.steps[at].action)].consenting;
    for (std::int32_t c = 0; c < static_cast<std::int32_t>(task_.characters.size()); ++c) {
      const bool acts = std::find(actors.begin(), actors.end(), c) != actors.end();
      if (!acts && standing(worlds_[at + 1], c) < standing(worlds_[at], c)) all.push_back(role(c));
    }
    return all;
  }

  [[nodiscard]] bool saw(std::size_t at, std::int32_t character) const {
    const auto& unaware = plan_.steps[at].unaware;
    return std::find(unaware.begin(), unaware.end(), character) == unaware.end();
  }

  // The latest step before `at` that made the fluent what it is; -1: it was so from the beginning.
  [[nodiscard]] std::ptrdiff_t made_so(std::size_t at, std::size_t fluent) const {
    for (std::size_t i = at; i-- > 0;)
      if (value(worlds_[i + 1], fluent) != value(worlds_[i], fluent))
        return static_cast<std::ptrdiff_t>(i);
    return -1;
  }
  [[nodiscard]] planner::Value value(planner::World world, std::size_t fluent) const {
    return search_.worlds().values(world)[fluent];
  }

  // Somebody comes to believe what has been so since a step that they did not see.
  [[nodiscard]] std::optional<Reveal> reveal(std::size_t at) const {
    for (std::int32_t c = 0; c < static_cast<std::int32_t>(task_.characters.size()); ++c) {
      const planner::World then = search_.worlds().belief(worlds_[at], c);
      const planner::World since = search_.worlds().belief(worlds_[at + 1], c);
      for (std::size_t f = 0; f < task_.fluents.size(); ++f) {
        const bool learned =
            value(then, f) != value(since, f) && value(since, f) == value(worlds_[at], f);
        const std::ptrdiff_t planted = learned ? made_so(at, f) : -1;
        if (planted >= 0 && !saw(static_cast<std::size_t>(planted), c))
          return Reveal{role(c), static_cast<std::size_t>(planted)};
      }
    }
    return std::nullopt;
  }

  const planner::Task& task_;
  planner::Search& search_;
  const planner::Plan& plan_;
  std::vector<planner::World> worlds_;
};

Story read_story(const planner::Task& task, planner::Search& search, const planner::Plan& plan) {
  Story story;
  Reader reader(task, search, plan);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    story.push_back(reader.step(i));
    story.back().beliefs = reader.beliefs(i);
  }
  return story;
}

// A problem's own part says who and what; the common part is as long as the domain's files.
std::string key_of(const MatterProblem& problem) {
  return problem.file + "\n" + std::to_string(std::hash<std::string>{}(problem.common)) + "\n" +
         problem.own;
}

// One answer per problem, worked out when it is first asked for.
template <class Answer, class Work>
Result<Answer> remembered(std::map<std::string, Answer>& known, const std::string& key, Work work) {
  if (const auto found = known.find(key); found != known.end()) return found->second;
  Answer answer = TRY(work());
  if (known.size() >= most_remembered) known.clear();
  return known[key] = std::move(answer);
}

Result<planner::Task> task_of(const MatterProblem& problem) {
  return planner::ground(TRY(planner::parse_problem(problem.common + problem.own, problem.file)));
}

Result<Story> solve(const MatterProblem& problem) {
  const planner::Task task = TRY(task_of(problem));
  planner::Search search(task, limits());
  const planner::Outcome outcome = search.solve(1);
  return outcome.plan ? read_story(task, search, *outcome.plan) : Story{};
}

}  // namespace

Result<Story> solved(const MatterProblem& problem) {
  thread_local std::map<std::string, Story> known;
  return remembered(known, key_of(problem), [&] { return solve(problem); });
}

void put_words(Story& story, const Domains& domains, const Intrigue& intrigue) {
  for (PlannedStep& step : story) {
    std::vector<std::string> said;
    for (const std::string& belief : step.beliefs)
      if (auto words = in_words(belief, domains, intrigue); !words.empty())
        said.push_back(std::move(words));
    step.beliefs = std::move(said);
    step.says = sentence_of(step.action, domains);
    for (PlannedMotive& motive : step.motives)
      for (const std::string& action : motive.plan)
        motive.says.push_back(sentence_of(action, domains));
    step.event = event_of(step, domains, intrigue);
  }
}

}  // namespace kuleshov::write
