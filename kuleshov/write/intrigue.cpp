#include "kuleshov/write/intrigue.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kuleshov/write/intrigue_words.hpp"
#include "kuleshov/write/planner/search.hpp"

namespace kuleshov::write {

namespace {

using base::Random;
using base::Result;

constexpr int most_tries = 200;   // most fail before anything is planned: two parts on one person
constexpr int most_unforked = 3;  // stories tried for one that forks
constexpr std::size_t fewest_steps = 3;
constexpr int longest = 5;

// An author's look ahead, a character's, and how deep they think of each other's thoughts.
planner::Limits limits() {
  planner::Limits limits;
  limits.author_length = longest;
  limits.character_length = 4;
  limits.epistemic = 1;
  limits.nodes = 200'000;
  return limits;
}

std::string filled(std::string text, const Intrigue& intrigue) {
  const std::map<std::string, std::string> names{
      {"{K}", intrigue.keeper}, {"{S}", intrigue.seeker}, {"{T}", intrigue.third}};
  for (const auto& [sign, name] : names)
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign))
      text.replace(at, sign.size(), name);
  return text;
}

std::string problem_of(const Domain& domain, const Course& shape, const Intrigue& intrigue) {
  std::string begins = "keeper() = {K}; holds() = {K}; knows({K}); " + shape.begins;
  return domain.problem + domain.learns + filled(begins, intrigue) +
         "\nutility(): " + filled(shape.wants, intrigue) + ";\n";
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

using Story = std::vector<PlannedStep>;

bool clashes(const Story& story) {
  return std::any_of(story.begin(), story.end(), [](const PlannedStep& step) {
    return !step.motives.empty() && !step.losers.empty();
  });
}

bool reveals(const Story& story) {
  return std::any_of(story.begin(), story.end(),
                     [](const PlannedStep& step) { return step.reveal.has_value(); });
}

// The steps of a story for these people; none when there is no such story.
Result<Story> story_of(const Domains& domains, const Domain& domain, const Course& shape,
                       const Intrigue& intrigue) {
  const std::string text = problem_of(domain, shape, intrigue);
  const auto problem = TRY(planner::parse_problem(text, "data/domains/" + domain.id + ".yaml"));
  const planner::Task task = TRY(planner::ground(problem));
  planner::Search search(task, limits());
  const planner::Outcome outcome = search.solve(1);
  Story story;
  if (!outcome.plan) return story;
  Reader reader(task, search, *outcome.plan);
  for (std::size_t i = 0; i < outcome.plan->steps.size(); ++i) {
    story.push_back(reader.step(i));
    PlannedStep& step = story.back();
    for (const std::string& belief : reader.beliefs(i))
      if (const auto said = in_words(belief, domains, intrigue); !said.empty())
        step.beliefs.push_back(said);
    step.says = sentence_of(step.action, domains);
    for (PlannedMotive& motive : step.motives)
      for (const std::string& action : motive.plan)
        motive.says.push_back(sentence_of(action, domains));
    step.event = event_of(step, domains, intrigue);
  }
  return story;
}

bool holds_up(const Story& story, std::size_t most_steps) {
  return story.size() >= std::min(fewest_steps, most_steps) && story.size() <= most_steps &&
         clashes(story) && reveals(story);
}

bool suits(const Course& shape, const std::string& ending) {
  return shape.endings.empty() ||
         std::find(shape.endings.begin(), shape.endings.end(), ending) != shape.endings.end();
}

const std::string& one_of(const std::vector<std::string>& list, Random& random) {
  return list[random.below(list.size())];
}

// Three people for the parts; none of them twice, and nobody keeps a thing from strangers.
bool cast_parts(const Domain& domain, const Company& met, Intrigue& intrigue, Random& random) {
  intrigue.keeper = one_of(domain.keeper, random);
  intrigue.seeker = one_of(domain.seeker, random);
  intrigue.third = one_of(domain.third, random);
  return intrigue.seeker != intrigue.third && met.contains({intrigue.keeper, intrigue.seeker}) &&
         met.contains({intrigue.keeper, intrigue.third});
}

// Whoever came to know of it acts next.
bool seeker_acts(const Story& story, const Intrigue& intrigue) {
  return story.size() > 1 && !story[1].motives.empty() &&
         story[1].motives.front().role == intrigue.seeker;
}

// What is done on one way in some words is done on another in others, as far as there are more.
void tell_apart(Intrigue& intrigue) {
  std::map<std::string, std::vector<Event*>> by_action;
  for (auto& way : intrigue.ways)
    for (PlannedStep& step : way)
      by_action[step.action.substr(0, step.action.find('('))].push_back(&step.event);
  for (auto& [action, events] : by_action) {
    const std::size_t parts = std::min(events.size(), events.front()->texts.size());
    for (std::size_t i = 0; i < events.size() && parts > 1; ++i) {
      const std::vector<std::string> all = std::move(events[i]->texts);
      events[i]->texts.clear();
      for (std::size_t t = 0; t < all.size(); ++t)
        if (t % parts == i % parts) events[i]->texts.push_back(all[t]);
    }
  }
}

// With all the wants that make somebody act on what they know, the plans that go apart after the
// first step: three, each with another thing done next. None where there are fewer.
Result<void> fork(const Domains& domains, const Domain& domain,
                  const std::vector<const Course*>& shapes, const Course& own,
                  std::size_t most_steps, Intrigue& intrigue) {
  std::vector<Story> stories;
  std::set<std::string> next;
  for (const Course* shape : shapes) {
    Course both = *shape;
    both.begins = own.begins + " blunt({S}); grasping({S}); burdened({S}); fond({T});";
    Story story = TRY(story_of(domains, domain, both, intrigue));
    const bool same_first =
        !story.empty() && (stories.empty() || story[0].action == stories[0][0].action);
    if (!same_first || !seeker_acts(story, intrigue) || !holds_up(story, most_steps) ||
        story[1].event.label.empty() || !next.insert(story[1].action).second)
      continue;
    stories.push_back(std::move(story));
  }
  if (stories.size() < 3) return {};
  stories.resize(3);
  intrigue.steps = {stories[0][0]};
  intrigue.steps[0].event.does = "intrigue-key";
  Intrigue symbols = intrigue;  // the grammar knows who they are
  for (std::string* role : {&symbols.keeper, &symbols.seeker, &symbols.third})
    *role = "{" + *role + "}";
  intrigue.question = filled(domains.question, symbols);
  for (Story& story : stories) {
    story.erase(story.begin());
    for (PlannedStep& step : story) step.way = intrigue.ways.size();
    intrigue.ways.push_back(std::move(story));
  }
  tell_apart(intrigue);
  return {};
}

// The domain without what a plot says is no part for somebody: "O", or "keeper H".
Result<Domain> without_roles(Domain domain, const std::vector<std::string>& without) {
  const auto leave_out = [&](const std::string& part, std::vector<std::string>& roles) {
    std::erase_if(roles, [&](const std::string& role) {
      return std::find(without.begin(), without.end(), role) != without.end() ||
             std::find(without.begin(), without.end(), part + " " + role) != without.end();
    });
  };
  // Where somebody is left out, whoever presses may be the third.
  auto& third = domain.third;
  if (!without.empty() && std::find(third.begin(), third.end(), "P") == third.end())
    third.emplace_back("P");
  leave_out("keeper", domain.keeper);
  leave_out("seeker", domain.seeker);
  leave_out("third", domain.third);
  if (domain.keeper.empty() || domain.seeker.empty() || domain.third.empty())
    return base::fail("the plot leaves nobody for a matter",
                      "see no_matter:, docs/formats/genre.md");
  return domain;
}

}  // namespace

std::vector<std::vector<const PlannedStep*>> Intrigue::courses() const {
  std::vector<const PlannedStep*> common;
  for (const PlannedStep& step : steps) common.push_back(&step);
  if (ways.empty()) return {common};
  std::vector<std::vector<const PlannedStep*>> all;
  for (const auto& way : ways) {
    all.push_back(common);
    for (const PlannedStep& step : way) all.back().push_back(&step);
  }
  return all;
}

Result<Intrigue> plan_intrigue(const Domains& domains, const std::string& genre,
                               const std::string& ending, const Company& met,
                               std::size_t most_steps, Forks forks, Random& random,
                               const std::vector<std::string>& without) {
  const auto found = domains.by_genre.find(genre);
  if (found == domains.by_genre.end())
    return base::fail("the genre '" + genre + "' has no domain",
                      "add data/domains/" + genre + ".yaml");
  const Domain domain = TRY(without_roles(found->second, without));
  std::vector<std::string> secrets;
  for (const auto& [id, phrases] : domains.secrets) secrets.push_back(id);
  std::vector<const Course*> shapes;
  for (const Course& shape : domain.shapes)
    if (suits(shape, ending)) shapes.push_back(&shape);
  const bool possible = !shapes.empty() && !secrets.empty();
  std::optional<Intrigue> plain;  // a story that does not fork, in case none does
  int unforked = 0;
  for (int i = 0; i < most_tries && unforked < most_unforked && possible; ++i) {
    const Course& shape = *shapes[random.below(shapes.size())];
    Intrigue intrigue;
    intrigue.domain = domain.id;
    intrigue.shape = shape.id;
    if (!cast_parts(domain, met, intrigue, random)) continue;
    intrigue.secret = one_of(secrets, random);
    intrigue.steps = TRY(story_of(domains, domain, shape, intrigue));
    if (!holds_up(intrigue.steps, most_steps)) continue;
    if (forks == Forks::no) return intrigue;
    random.shuffle(shapes);
    TRY(fork(domains, domain, shapes, shape, most_steps, intrigue));
    if (!intrigue.ways.empty()) return intrigue;
    if (!plain) plain = std::move(intrigue);
    ++unforked;
  }
  if (plain) return std::move(*plain);
  return base::fail("no shape of the domain '" + genre + "' gives a story with a " + ending +
                        " ending, a clash and a reveal",
                    "see the shapes' begins and wants, docs/formats/domain.md");
}

}  // namespace kuleshov::write
