#include "kuleshov/direct/showing.hpp"

#include "kuleshov/direct/describe.hpp"
#include "kuleshov/direct/rehearse.hpp"
#include "kuleshov/direct/save.hpp"

namespace kuleshov::direct {

struct Showing::Inside {
  Engine engine;
  Step step;

  explicit Inside(Engine started) : engine(std::move(started)) { refresh(); }
  void refresh() {
    const Position& at = engine.position();
    const Plan& plan = engine.plan();
    step.scene = plan.scene_id(at.scene);
    step.shot_in_scene = at.shot - plan.scenes()[static_cast<std::size_t>(at.scene)].first_shot;
    step.cut = cut_plan(plan, at);
    step.score = score_plan(plan, at.music);
    step.starts = at.starts;
    step.last_in_scene = engine.last_in_scene();
    step.ended = at.ended;
  }
};

Showing::Showing(std::shared_ptr<const Plan> plan, Policy policy, std::uint64_t seed)
    : Showing(std::make_unique<Inside>(Engine(std::move(plan), policy, seed))) {}
Showing::Showing(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Showing::Showing(Showing&&) noexcept = default;
Showing& Showing::operator=(Showing&&) noexcept = default;
Showing::~Showing() = default;

base::Result<Showing> Showing::begin(const story::Film& film, Policy policy, std::uint64_t seed) {
  return Showing(TRY(Plan::of(film)), policy, seed);
}

base::Result<Showing> Showing::rehearse(const std::shared_ptr<const Plan>& plan,
                                        const story::SceneId& scene, Policy policy,
                                        std::uint64_t seed) {
  Engine engine = TRY(engine_at(plan, policy, seed, scene));
  return Showing(std::make_unique<Inside>(std::move(engine)));
}

const Step& Showing::current() const { return inside_->step; }

void Showing::observe(const sense::ViewerState& state) { inside_->engine.observe(state); }

Decision Showing::next(const sense::ViewerState& state,
                       const std::optional<story::WayId>& by_hand) {
  Engine& engine = inside_->engine;
  // A hand on a way that does not exist is refused like a hand on a closed one.
  const int hand = by_hand ? std::max(engine.plan().way_index(*by_hand), -1) : -1;
  const Choice& choice = engine.next(state, by_hand && hand < 0 ? no_such_way : hand);
  inside_->refresh();
  return describe(engine, choice);
}

std::vector<WayOption> Showing::ways_on_offer() const {
  std::vector<WayOption> options;
  for (const Candidate& c : inside_->engine.offer())
    options.push_back(way_option(inside_->engine.plan(), c));
  return options;
}

story::Felt Showing::intended() const { return inside_->engine.moment().intended; }
story::Felt Showing::believed() const { return inside_->engine.moment().believed; }
void Showing::set_policy(const Policy& policy) { inside_->engine.set_policy(policy); }
const Policy& Showing::policy() const { return inside_->engine.policy(); }
std::uint64_t Showing::seed() const { return inside_->engine.seed(); }
const Plan& Showing::plan() const { return inside_->engine.plan(); }

std::string Showing::save(base::Ticks played) const { return saved(inside_->engine, played); }

base::Result<Showing> Showing::go_on(const std::shared_ptr<const Plan>& plan, std::string_view text,
                                     base::Ticks* played, story::Migration* migration) {
  return Showing(std::make_unique<Inside>(TRY(restored(plan, text, played, migration))));
}

}  // namespace kuleshov::direct
