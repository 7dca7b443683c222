#include "kuleshov/write/account.hpp"

#include "kuleshov/write/matter.hpp"

namespace kuleshov::write {

namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string named(const Draft& draft, const std::string& role) {
  const Person* person = in_role(draft.cast, role);
  return person == nullptr ? role : person->id;
}

// Role letters that stand alone become the names of the people: "O learns that Y knows of it".
std::string with_names(const Draft& draft, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool alone = (i == 0 || !letter(text[i - 1])) &&
                       (i + 1 == text.size() || !letter(text[i + 1])) && text[i] >= 'A' &&
                       text[i] <= 'Z';
    const Person* person = alone ? in_role(draft.cast, text.substr(i, 1)) : nullptr;
    out += person == nullptr ? std::string(1, text[i]) : person->name;
  }
  return out;
}

std::string scene_of(const Draft& draft, const PlannedStep& step) {
  for (std::size_t i = 0; i < draft.weave.knots.size(); ++i)
    if (draft.weave.knots[i].event == &step.event) return draft.scenes[i].id;
  return {};
}

base::Json motives_json(const Draft& draft, const PlannedStep& step) {
  base::Json all = base::Json::array();
  for (const PlannedMotive& motive : step.motives) {
    base::Json plan = base::Json::array();
    for (const std::string& action : motive.plan) plan.push_back(with_names(draft, action));
    all.push_back({{"character", named(draft, motive.role)},
                   {"plan", plan},
                   {"before", motive.before},
                   {"after", motive.after}});
  }
  return all;
}

base::Json people_json(const Draft& draft, const std::vector<std::string>& roles) {
  base::Json all = base::Json::array();
  for (const std::string& role : roles) all.push_back(named(draft, role));
  return all;
}

base::Json planned_json(const Draft& draft, const PlannedStep& step) {
  base::Json out{{"action", with_names(draft, step.action)},
                 {"motives", motives_json(draft, step)},
                 {"worse_off", people_json(draft, step.losers)},
                 {"unaware", people_json(draft, step.unaware)}};
  if (step.reveal)
    out["reveal"] = {{"to", named(draft, step.reveal->role)},
                     {"planted", scene_of(draft, draft.intrigue->steps[step.reveal->planted])}};
  return out;
}

}  // namespace

void add_account(const Draft& draft, std::size_t scene, base::Json& entry) {
  const Event& event = *draft.weave.knots[scene].event;
  base::Json serves = base::Json::object();
  for (const auto& [role, motive] : event.motive) {
    const Person* person = in_role(draft.cast, role);
    if (person != nullptr && !person->wants.empty()) serves[person->id] = person->wants;
  }
  entry["serves"] = serves;
  if (const PlannedStep* step = step_of(draft.intrigue.get(), event)) {
    entry["belief"] = with_names(draft, event.belief);
    base::Json hides = base::Json::array();
    for (const std::string& hidden : event.hides) hides.push_back(with_names(draft, hidden));
    entry["hides"] = hides;
    entry["planned"] = planned_json(draft, *step);
  }
}

base::Json matter_json(const Draft& draft) {
  if (draft.intrigue == nullptr) return nullptr;
  const Intrigue& matter = *draft.intrigue;
  return {{"domain", matter.domain},
          {"shape", matter.shape},
          {"matter", matter.secret},
          {"keeper", named(draft, matter.keeper)},
          {"seeker", named(draft, matter.seeker)},
          {"third", named(draft, matter.third)}};
}

}  // namespace kuleshov::write
