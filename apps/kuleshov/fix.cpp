// `kuleshov fix TAKE --out BETTER`: performs again what a review found, and reviews it again.
#include "kuleshov/face/fix.hpp"

#include <cstdio>
#include <memory>

#include "apps/kuleshov/verb.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/face/sheet.hpp"
#include "kuleshov/face/write.hpp"

namespace kuleshov::app {
namespace {

struct Arguments {
  std::string in, out, show;
  face::FixRequest request;
};

// Before and after side by side: a picture, or a page with the measures beside it.
base::Result<void> show(const Arguments& a, const face::Track& track, const face::Fixed& fixed) {
  const face::Picture sheet = TRY(face::fix_sheet(track, fixed, 5, 256));
  if (a.show.ends_with(".png")) return base::write_file(a.show, face::to_png(sheet));
  const std::string title = base::Path(a.in).filename().string();
  return base::write_file(a.show, face::fix_page(sheet, fixed, title));
}

base::Result<bool> fix(const Arguments& a) {
  const face::Track track = TRY(face::read_track(a.in));
  const face::Fixed fixed = TRY(face::fix(track, a.request));
  TRY(face::write_take(fixed.take, a.out, ""));
  if (!a.show.empty()) TRY(show(a, track, fixed));
  std::fputs(face::to_text(fixed).c_str(), stdout);
  return fixed.after.count(face::Verdict::flag) <= fixed.before.count(face::Verdict::flag);
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.add_option("take", a->in, "a face track")->required();
  command.add_option("--out", a->out, "the better take: .csv, .gltf or .usda")->required();
  command.add_option("--show", a->show, "before and after side by side: X.html or X.png");
  command.add_option("--emotion", a->request.emotion,
                     "what was wanted (default: as the face reads)");
  command.add_option("--context", a->request.context, "what happened, before whom");
  command.add_option("--culture", a->request.culture, "a culture pack");
  command.add_option("--seed", a->request.seed, "another seed, another variant");
  return [a] {
    const auto better = fix(*a);
    if (!better) return report(better.error());
    return *better ? Exit::fine : Exit::refuted;
  };
}

const RegisterVerb verb{{"fix", "perform a take again where its review found fault", set_up}};

}  // namespace
}  // namespace kuleshov::app
