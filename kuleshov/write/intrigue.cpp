#include "kuleshov/write/intrigue.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kuleshov/write/intrigue_story.hpp"

namespace kuleshov::write {

namespace {

using base::Random;
using base::Result;

constexpr int most_tries = 200;   // most fail before anything is planned: two parts on one person
constexpr int most_unforked = 3;  // stories tried for one that forks
constexpr std::size_t fewest_steps = 3;

std::string filled(std::string text, const Intrigue& intrigue) {
  const std::map<std::string, std::string> names{
      {"{K}", intrigue.keeper}, {"{S}", intrigue.seeker}, {"{T}", intrigue.third}};
  for (const auto& [sign, name] : names)
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign))
      text.replace(at, sign.size(), name);
  return text;
}

MatterProblem problem_of(const Domain& domain, const Course& shape, const Intrigue& intrigue) {
  std::string begins = "keeper() = {K}; holds() = {K}; knows({K}); " + shape.begins;
  return {"data/domains/" + domain.id + ".yaml", domain.problem + domain.learns,
          filled(begins, intrigue) + "\nutility(): " + filled(shape.wants, intrigue) + ";\n"};
}

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
  Story story = TRY(solved(problem_of(domain, shape, intrigue)));
  put_words(story, domains, intrigue);
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
