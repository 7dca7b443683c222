#include "kuleshov/room/session.hpp"

#include <algorithm>
#include <utility>

#include "kuleshov/room/keep.hpp"
#include "kuleshov/room/outlook.hpp"
#include "kuleshov/room/reel.hpp"
#include "kuleshov/room/words.hpp"

namespace kuleshov::room {

using direct::Decision;
using direct::Showing;

namespace {

// A shot left by its viewer is not cut shorter than this: the briefest proven to play (0.48 s).
constexpr std::int64_t briefest = 12;
// No scene has more shots than this; leaving one ends by then.
constexpr int most_shots_of_a_scene = 1000;

std::unexpected<base::Error> out_of_step(std::int64_t cut) {
  return base::fail("cut " + std::to_string(cut) + " is not the one to be decided",
                    "reload the page");
}

}  // namespace

struct Session::Inside : Reel {
  Options options;
  Viewer viewer;
  std::vector<Entry> entries;
  Outlook outlook;                       // of the cut after the last entry
  std::optional<Candidate> might_stand;  // the default of the last entry's cut, if it came too late
  std::optional<story::WayId> by_hand;
  double now_s = 0;
  double observed_s = 0;  // film time up to which states were handed to the showing
  Journal journal;
  std::size_t unkept = 0;  // the first entry that is not kept as it is now

  using Answers = std::vector<std::string>;
  using Answered = base::Result<Answers>;

  Inside(Viewer who, Options wanted)
      : options(std::move(wanted)), viewer(std::move(who)), journal(options.log, options.viewer) {
    newest = options.newest;
  }

  // ---- the showing and its clock ---------------------------------------------------------

  // The showing's clock runs on without the shots that a viewer left out.
  [[nodiscard]] double showing_time(double film_s) const {
    const double skipped =
        static_cast<double>(entries.back().at) / 25 - showing->current().starts.seconds();
    return std::max(film_s - skipped, 0.0);
  }

  // Whatever the page really showed then, also after a seek. Between two messages of a page lies
  // about a quarter of a second: eyes saw the middle of it.
  [[nodiscard]] sense::Seen seen_at(double film_s) const {
    const auto frame = static_cast<std::int64_t>(film_s * 25);
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      if (entry->at > frame || entry->decision.film_ends) continue;
      const direct::CutPlan& cut = entry->decision.cut;
      const double into_s = film_s - static_cast<double>(entry->at) / 25;
      return sense::seen_in(package->looks, cut.shot.str(), cut.in.seconds() + into_s);
    }
    return {};
  }

  sense::ViewerState state_now() {
    sense::ViewerState state = viewer.watch(now_s, showing->intended(), seen_at(now_s - 0.125));
    state.time_s = showing_time(now_s);
    return state;
  }

  [[nodiscard]] direct::Policy policy() const {
    direct::Policy policy;
    policy.arc = package->film.policy;
    policy.intensity_ceiling = options.ceiling;
    policy.adapt_plot = policy.adapt_cut = policy.adapt_score = options.reacting;
    if (!options.reacting) policy.explore = direct::Explore::none;
    return policy;
  }

  base::Result<void> start() {
    TRY(open_newest());
    showing.emplace(
        TRY(direct::Showing::rehearse(plan, story::SceneId(options.from), policy(), options.seed)));
    Entry opening;
    opening.decision = standing();
    opening.length = opening.decision.cut.length.whole_frames();
    opening.decided_by = "director";
    entries.push_back(std::move(opening));
    return look_ahead_now();
  }

  // Where a server that is gone had come to.
  base::Result<void> resume(Kept kept) {
    TRY(open_newest());
    TRY(go_on(kept.showing));
    entries = std::move(kept.entries);
    unkept = entries.size();
    now_s = kept.now_s;
    observed_s = kept.now_s;
    if (!kept.by_hand.empty()) by_hand = story::WayId(kept.by_hand);
    journal.resume(std::move(kept.journal));
    TRY(look_ahead_now());
    if (moved) TRY(begin_where_it_stands());
    return {};
  }

  base::Result<void> look_ahead_now() {
    const Entry& last = entries.back();
    if (last.decision.film_ends) return {};
    outlook = TRY(look_ahead(plan, *package, showing->save(), state_now()));
    journal.foresee();
    outlook.cut = last.cut + 1;
    outlook.at = last.at + last.length;
    return {};
  }

  [[nodiscard]] std::string outlook_now() const {
    return outlook_message(outlook, package->film, by_hand ? by_hand->str() : std::string{});
  }

  // ---- deciding ---------------------------------------------------------------------------

  void add_entry(Decision decision, const std::string& decided_by, std::string before,
                 std::size_t lines_before) {
    Entry entry;
    entry.cut = entries.back().cut + 1;
    entry.at = entries.back().at + entries.back().length;
    entry.length = decision.cut.length.whole_frames();
    entry.decided_by = decided_by;
    if (outlook.key_point) entry.before = std::move(before);
    entry.lines_before = lines_before;
    decision.at = base::Ticks::frames(entry.at);
    entry.decision = std::move(decision);
    unkept = std::min(unkept, entries.size());
    entries.push_back(std::move(entry));
    if (!entries.back().decision.film_ends) return;
    might_stand.reset();  // there is nothing to append, so nothing comes too late
    journal.flush();
  }

  [[nodiscard]] std::string decider(const Decision& decision) const {
    if (outlook.key_point && by_hand && decision.way == by_hand) return "hand";
    return options.reacting ? "film" : "director";
  }

  void tell(Made& made) {
    journal.decide(*showing, made.decision, made.by_hand, made.noted);
    auto& reasons = made.decision.reasons;
    reasons.insert(reasons.end(), made.noted.begin(), made.noted.end());
  }

  Answered answer(const Decide& said) {
    if (said.cut < static_cast<std::int64_t>(entries.size())) {
      return Answers{cut_message(entries[static_cast<std::size_t>(said.cut)]), outlook_now()};
    }
    if (said.cut != entries.back().cut + 1 || entries.back().decision.film_ends) {
      return out_of_step(said.cut);
    }
    take_newest_film();
    if (moved) return begin_where_it_stands();
    return said.at ? leave_scene(*said.at) : decide();
  }

  // The film was edited under the showing: the scene it stands at now is shown from its beginning.
  Answered begin_where_it_stands() {
    Made made{standing(), {}, {}};
    if (!can_show(made.decision)) return Answers{waiting_message(entries.back().cut + 1, *package)};
    made.noted.push_back({"bound", "the film was edited: " + *moved,
                          "The film was changed while you watched; it goes on from here."});
    moved.reset();
    might_stand.reset();
    outlook.key_point = false;
    const std::size_t lines_before = journal.lines();
    tell(made);
    add_entry(std::move(made.decision), "director", {}, lines_before);
    TRY(look_ahead_now());
    return Answers{cut_message(entries.back()), outlook_now()};
  }

  Answered decide() {
    const std::string before = showing->save();
    const std::size_t lines_before = journal.lines();
    auto made =
        TRY(decide_what_is_made(before, state_now(), outlook.key_point ? by_hand : std::nullopt));
    if (!made) return Answers{waiting_message(entries.back().cut + 1, *package)};
    const std::string by = decider(made->decision);
    might_stand = outlook.standard;
    tell(*made);
    showing->set_policy(policy());  // where a framing was not made yet, it may be by the next cut
    add_entry(std::move(made->decision), by, before, lines_before);
    if (outlook.key_point) by_hand.reset();  // chosen earlier, it waits for its key point
    TRY(look_ahead_now());
    return Answers{cut_message(entries.back()), outlook_now()};
  }

  // The rest of the scene is passed over; what follows it begins at frame `at`.
  Answered leave_scene(std::int64_t at) {
    Entry& last = entries.back();
    const std::string before = showing->save();
    const std::size_t lines_before = journal.lines();
    const story::SceneId leaving = showing->current().scene;
    std::vector<Made> passed;
    for (int i = 0; i < most_shots_of_a_scene; ++i) {
      passed.push_back({showing->next(state_now()), {}, {}});
      if (passed.back().decision.film_ends || showing->current().scene != leaving) break;
    }
    if (!can_show(passed.back().decision)) {
      showing.emplace(TRY(Showing::go_on(plan, before)));
      return Answers{waiting_message(last.cut + 1, *package)};
    }
    passed.back().noted.push_back({"hand", "left scene " + leaving.str(), "You left this scene."});
    for (Made& made : passed) tell(made);
    last.length = std::clamp(at - last.at, std::min(briefest, last.length), last.length);
    unkept = std::min(unkept, entries.size() - 1);
    might_stand.reset();
    by_hand.reset();
    add_entry(std::move(passed.back().decision), "hand", before, lines_before);
    TRY(look_ahead_now());
    return Answers{cut_message(entries.back()), outlook_now()};
  }

  Answered answer(const Stood& said) {
    if (said.cut != entries.back().cut || !might_stand) return out_of_step(said.cut);
    take_newest_film();
    std::string before = std::move(entries.back().before);
    const std::size_t lines_before = entries.back().lines_before;
    entries.pop_back();
    Decision decision = std::move(might_stand->decision);
    TRY(go_on(might_stand->after));
    const direct::Reason late{"default", "the decision came too late to be shown",
                              "The film kept the way it had ready."};
    journal.decide_instead(*showing, decision, might_stand->by_hand, {late});
    decision.reasons.push_back(late);
    showing->set_policy(policy());
    might_stand.reset();
    outlook.key_point = !before.empty();
    add_entry(std::move(decision), "default", std::move(before), lines_before);
    TRY(look_ahead_now());
    return Answers{cut_message(entries.back()), outlook_now()};
  }

  Answered answer(const Again& said) {
    const auto index = static_cast<std::size_t>(said.cut);
    if (index == 0 || index >= entries.size() || entries[index].before.empty()) {
      return out_of_step(said.cut);
    }
    take_newest_film();
    TRY(go_on(entries[index].before));
    showing->set_policy(policy());
    journal.go_back(entries[index].lines_before);
    entries.resize(index);
    unkept = std::min(unkept, index);
    might_stand.reset();
    by_hand.reset();
    now_s = static_cast<double>(entries.back().at + entries.back().length) / 25;
    observed_s = 0;
    if (moved) return begin_where_it_stands();
    TRY(look_ahead_now());
    return Answers{outlook_now()};
  }

  // ---- everything else the page says -----------------------------------------------------

  Answered answer(const Time& said) {
    now_s = said.at_s;
    const sense::ViewerState state = state_now();
    observe(state);
    sense::ViewerState shown = state;
    shown.time_s = now_s;
    return Answers{state_message(shown, showing->intended(), showing->ways_on_offer())};
  }

  // What is watched again after seeking back decides nothing.
  void observe(const sense::ViewerState& state) {
    if (now_s <= observed_s || now_s * 25 < static_cast<double>(entries.back().at)) return;
    observed_s = now_s;
    showing->observe(state);
    journal.observe(state);
  }

  Answered answer(const Choose& said) {
    by_hand.reset();
    if (!said.way.empty()) by_hand = story::WayId(said.way);
    return Answers{outlook_now()};
  }

  Answered change_policy() {
    showing->set_policy(policy());
    TRY(look_ahead_now());
    return Answers{outlook_now()};
  }

  Answered answer(const React& said) {
    options.reacting = said.on;
    return change_policy();
  }

  Answered answer(const Ceiling& said) {
    options.ceiling = said.value;
    return change_policy();
  }

  Answered answer(const Samples& said) {
    for (const Samples::Sample& sample : said.samples) {
      const auto channel = live_channel(sample.channel);
      if (!channel) return base::fail("'" + sample.channel + "' is not a live signal");
      viewer.push(*channel, sample.at_s, sample.value);
    }
    return Answers{};
  }

  Answered answer(const Sense& said) {
    viewer = TRY(Viewer::of(said.live ? "live" : "none", options.seed, options.learned));
    return Answers{};
  }

  // After an answer that changed what a later server would have to know.
  void keep() {
    if (!options.keep) return;
    if (entries.back().decision.film_ends) {
      unkept = 0;
      return options.keep({});
    }
    const Kept now{package->id,
                   options.viewer,
                   options.seed,
                   options.ceiling,
                   options.reacting,
                   showing->save(),
                   by_hand ? by_hand->str() : std::string{},
                   now_s,
                   journal.state(),
                   {}};
    options.keep(kept_line(now, entries, unkept));
    unkept = entries.size();
  }

  static Answered answer(const Hello&) {
    return base::fail("this showing has begun already", "reload the page");
  }
};

Session::Session(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

base::Result<Session> Session::begin(Options options) {
  Viewer viewer = TRY(Viewer::of(options.viewer, options.seed, options.learned));
  auto inside = std::make_unique<Inside>(std::move(viewer), std::move(options));
  TRY(inside->start());
  return Session(std::move(inside));
}

base::Result<Session> Session::resume(Options options, Kept kept) {
  options.seed = kept.seed;
  options.ceiling = kept.ceiling;
  options.reacting = kept.reacting;
  Viewer viewer = TRY(Viewer::of(options.viewer, options.seed, options.learned));
  auto inside = std::make_unique<Inside>(std::move(viewer), std::move(options));
  TRY(inside->resume(std::move(kept)));
  return Session(std::move(inside));
}

std::vector<std::string> Session::welcome(bool resumed) {
  const Options& options = inside_->options;
  const Greeting greeting{options.token, inside_->viewer.name(), options.seed,
                          resumed,       options.reacting,       options.ceiling};
  std::vector<std::string> said{welcome_message(greeting, *inside_->package, inside_->entries)};
  if (!inside_->entries.back().decision.film_ends) said.push_back(inside_->outlook_now());
  return said;
}

std::vector<std::string> Session::receive(const Message& message, bool from_loopback) {
  const bool senses =
      std::holds_alternative<Samples>(message) || std::holds_alternative<Sense>(message);
  if (senses && !from_loopback) {
    const base::Error refusal{"signals of a body are only read on the device they are measured on",
                              "serve the film from this device to use a sensor, or choose by hand",
                              {},
                              {}};
    return {error_message(refusal, false)};
  }
  auto answers = std::visit([&](const auto& said) { return inside_->answer(said); }, message);
  const bool only_listens =
      std::holds_alternative<Time>(message) || std::holds_alternative<Samples>(message);
  if (!only_listens) inside_->keep();
  if (!answers) return {error_message(answers.error(), false)};
  return *std::move(answers);
}

const std::vector<Entry>& Session::entries() const { return inside_->entries; }
const std::string& Session::viewer() const { return inside_->viewer.name(); }

}  // namespace kuleshov::room
