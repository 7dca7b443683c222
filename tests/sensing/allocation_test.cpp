// Nothing is allocated while a viewer is watched: from the bytes of a message to events, features
// and state. A program of its own, because it counts every call of operator new.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <new>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/features.hpp"
#include "kuleshov/sense/simulated.hpp"
#include "kuleshov/sense/stream.hpp"
#include "kuleshov/sense/synthesis.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace kuleshov::sense {
namespace {

std::string item(const Sample& s) {
  return "{\"device_s\": " + std::to_string(s.time_s + 5000) + ", \"channel\": \"" +
         std::string(name_of(s.channel)) + "\", \"index\": " + std::to_string(s.index) +
         ", \"value\": " + std::to_string(s.value) + "}";
}

// One message each quarter of a second with every channel there is.
std::vector<std::string> messages_of(double seconds) {
  ViewerParameters person = *viewer_named("tense");
  person.has_eyes = person.has_face = true;
  person.skin_jerks_per_minute = 1;
  SimulatedViewer viewer(person, 3);
  std::vector<double> beats;
  for (double t = 0.5; t < seconds + 2; t += 0.8) beats.push_back(t);
  const auto ecg = draw_ecg(beats, 250, seconds + 2);
  std::vector<std::string> out;
  std::size_t next = 0;
  for (double t = 0.25; t <= seconds; t += 0.25) {
    std::string text;
    const auto add = [&](const Sample& s) { text += (text.empty() ? "" : ", ") + item(s); };
    for (const Sample& s : viewer.next(t)) add(s);
    for (; static_cast<double>(next) / 250 <= t; ++next) {
      const double at_s = static_cast<double>(next) / 250;
      add({at_s, Channel::ecg, 0, ecg[next]});
      if (next % 4 == 0) add({at_s, Channel::ppg, 0, std::sin(8 * at_s)});
      if (next % 10 == 0) add({at_s, Channel::acceleration, 0, 1 + 0.1 * std::sin(3 * at_s)});
    }
    for (const Channel c :
         {Channel::heart_rate, Channel::skin_temperature, Channel::respiration, Channel::head_yaw,
          Channel::head_pitch, Channel::head_roll, Channel::film_luminance, Channel::film_target_x,
          Channel::film_target_y, Channel::film_target_radius}) {
      add({t, c, 0, 0.3});
    }
    out.push_back("{\"type\": \"samples\", \"device\": \"everything\", \"samples\": [" + text +
                  "]}");
  }
  return out;
}

class Pipeline {
 public:
  explicit Pipeline(std::shared_ptr<const LearnedModel> learned)
      : model_(Senses::Rates{}, std::move(learned)) {}
  void hear(const std::string& message, double now_s) {
    const auto samples = reader_.read(message, now_s);
    ASSERT_TRUE(samples) << base::describe(samples.error());
    for (const Sample& sample : *samples) source_.push(sample);
    model_.feed(source_.next(now_s));
    state_ = model_.state_at(now_s);
    Event event;
    while (model_.take(event)) {
      ++events_;
      features_.hear(event);
    }
    if (std::fmod(now_s, 10) < 0.01) row_ = features_.at(now_s, model_);
  }
  StreamReader reader_;
  PushedSource source_;
  ViewerModel model_;
  FeatureTracker features_;
  ViewerState state_;
  FeatureRow row_;
  std::size_t events_ = 0;
};

std::shared_ptr<const LearnedModel> any_model(LearnedKind kind) {
  auto model = std::make_shared<LearnedModel>();
  model->kind = kind;
  model->scale = {1, 1, 1, 1};
  model->observation = {1, 0, 1};
  model->centres = {{0.5, 0, 0, 0}};
  model->centre_weights = {0.3};
  model->trees = {{{0, 0.5F, 1, 2, 1, 0}, {-1, 0, 0, 0, 0, -0.1}, {-1, 0, 0, 0, 0, 0.1}}};
  return model;
}

void expect_no_allocation(const std::shared_ptr<const LearnedModel>& learned) {
  const double seconds = 480;
  const auto messages = messages_of(seconds);
  Pipeline pipeline(learned);
  std::size_t before = 0;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (i == 40) before = allocations;  // the first ten seconds: the device's name
    pipeline.hear(messages[i], static_cast<double>(i + 1) / 4);
  }
  EXPECT_EQ(allocations - before, 0u);
  EXPECT_GT(pipeline.events_, 1000u);
  EXPECT_LT(pipeline.state_.arousal.sd, 0.6);
  EXPECT_TRUE(std::isfinite(pipeline.row_.lf_ms2));
  EXPECT_TRUE(std::isfinite(pipeline.row_.responses_per_min));
  EXPECT_TRUE(std::isfinite(pipeline.row_.fixation_s));
}

TEST(Sensing, AllocatesNothingFromMessageToState) { expect_no_allocation(nullptr); }

TEST(Sensing, AllocatesNothingWithALearnedModelEither) {
  expect_no_allocation(any_model(LearnedKind::gaussian_process));
}

TEST(Sensing, TheCounterCounts) {
  const std::size_t before = allocations;
  const auto kept = std::make_unique<std::array<double, 100>>();
  EXPECT_GT(allocations, before);
  EXPECT_NE(kept, nullptr);
}

}  // namespace
}  // namespace kuleshov::sense
