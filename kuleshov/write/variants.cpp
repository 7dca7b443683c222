#include "kuleshov/write/variants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/write/source.hpp"

namespace kuleshov::write {

namespace {

std::vector<std::string> events_of(const Draft& draft) {
  std::vector<std::string> all;
  for (const Knot& knot : draft.weave.knots) all.push_back(knot.event->id);
  return all;
}

// Share of pairs (event, the one after it) and events that are not shared.
double unlike(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto parts = [](const std::vector<std::string>& events) {
    std::set<std::string> all(events.begin(), events.end());
    for (std::size_t i = 1; i < events.size(); ++i) all.insert(events[i - 1] + ">" + events[i]);
    return all;
  };
  const std::set<std::string> left = parts(a);
  const std::set<std::string> right = parts(b);
  const auto shared = std::count_if(left.begin(), left.end(),
                                    [&](const std::string& part) { return right.contains(part); });
  const double together =
      static_cast<double>(left.size() + right.size()) - static_cast<double>(shared);
  return together == 0 ? 0 : 1 - static_cast<double>(shared) / together;
}

std::string id_of(std::size_t index) {
  return std::string(1, static_cast<char>('a' + index % 26)) +
         (index < 26 ? "" : std::to_string(index / 26));
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

// A draft as one column: each scene's heading, what happens in it, its first exchange.
std::string column(const Draft& draft, std::size_t index) {
  std::string out = fmt::format(
      "<section><h2>{} &middot; {}</h2><p class=log>{}</p><p class=facts>{}, {}, {} ending, {}</p>",
      id_of(index), escaped(draft.title), escaped(draft.logline), draft.reading.plot,
      draft.reading.form, draft.reading.ending, draft.reading.relation);
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) {
    const Knot& knot = draft.weave.knots[i];
    const char* kind = knot.kind == Place_in_graph::way   ? "way"
                       : knot.kind == Place_in_graph::key ? "key"
                       : knot.event->core.empty()         ? "plain"
                                                          : "core";
    out +=
        fmt::format("<article class={}><b>{}</b> {}<br><i>{}</i>", kind, draft.scenes[i].id,
                    escaped(draft.scenes[i].heading),
                    escaped(draft.labels[i].empty() ? draft.scenes[i].synopsis : draft.labels[i]));
    int lines = 0;
    for (const Passage& passage : draft.scenes[i].passages)
      if (passage.kind == Passage::Kind::line && lines++ < 2)
        out += fmt::format("<p>{}: {}</p>", in_role(draft.cast, passage.role)->name,
                           escaped(passage.text));
    out += "</article>";
  }
  return out + "</section>";
}

std::string page(const std::vector<Draft>& drafts) {
  std::string out =
      "<!doctype html><meta charset=utf-8><title>Drafts</title><style>body{font:14px/1.45 "
      "Georgia,serif;margin:24px;background:#f7f4ee;color:#222}main{display:flex;gap:18px;align-"
      "items:flex-start}"
      "section{flex:1;min-width:260px}h2{font-size:18px;margin:0 0 "
      "4px}.log{font-style:italic}.facts{color:#666}article{border-left:4px solid #bbb;padding:4px "
      "10px;margin:8px 0;background:#fff}"
      ".core{border-color:#1b263b}.key{border-color:#b5651d}.way{border-color:#7a9e7e;margin-left:"
      "14px}article p{margin:2px 0}pre{background:#fff;padding:10px}</style>";
  out += "<h1>" + escaped(drafts.front().brief.premise) + "</h1><pre>" +
         escaped(variants_table(drafts)) + "</pre><main>";
  for (std::size_t i = 0; i < drafts.size(); ++i) out += column(drafts[i], i);
  return out + "</main>\n";
}

}  // namespace

double distance(const Draft& a, const Draft& b) {
  const auto differ = [](const std::string& left, const std::string& right) {
    return left == right ? 0.0 : 1.0;
  };
  const Reading& left = a.reading;
  const Reading& right = b.reading;
  const double people = (differ(left.relation, right.relation) + differ(left.form, right.form) +
                         differ(left.trade, right.trade) + differ(left.ending, right.ending) +
                         differ(left.culture, right.culture) + differ(left.plot, right.plot)) /
                        6;
  return 0.5 * unlike(events_of(a), events_of(b)) + 0.5 * people;
}

base::Result<std::vector<Draft>> make_variants(Brief brief, const Library& library,
                                               std::size_t count) {
  std::vector<Draft> pool;
  const std::vector<std::string> forms{"",         "three-act",     "five-act",
                                       "sequence", "heros-journey", "ensemble"};
  for (std::size_t i = 0; i < 6 * count; ++i) {
    Brief other = brief;
    other.seed = i == 0 ? brief.seed : brief.seed * 7919 + i;
    if (i > 0 && brief.form.empty()) other.form = forms[i % forms.size()];
    pool.push_back(TRY(make_draft(other, library)));
    // The others are about the same people, so that a scene of theirs can be merged.
    if (i == 0) brief.company = company_in(pool.front().cast);
  }
  std::vector<std::size_t> kept{0};
  std::vector<double> nearest(pool.size(), 2);
  while (kept.size() < count) {
    for (std::size_t i = 0; i < pool.size(); ++i)
      nearest[i] = std::min(nearest[i], distance(pool[i], pool[kept.back()]));
    // Of plans that are equally far, one with a title of its own.
    const auto worth = [&](std::size_t i) {
      const bool same = std::any_of(kept.begin(), kept.end(),
                                    [&](std::size_t k) { return pool[k].title == pool[i].title; });
      return nearest[i] * (same ? 0.75 : 1);
    };
    std::size_t farthest = 0;
    for (std::size_t i = 1; i < pool.size(); ++i)
      if (worth(i) > worth(farthest)) farthest = i;
    kept.push_back(farthest);
  }
  std::vector<Draft> drafts;
  for (const std::size_t index : kept) drafts.push_back(pool[index]);
  return drafts;
}

base::Result<void> write_variants(const std::vector<Draft>& drafts, const base::Path& folder) {
  for (std::size_t i = 0; i < drafts.size(); ++i)
    TRY(write_source(drafts[i], folder / "drafts" / id_of(i)));
  TRY(base::write_file(folder / "drafts" / "index.html", page(drafts)));
  return write_source(drafts.front(), folder);
}

std::string variants_table(const std::vector<Draft>& drafts) {
  std::string out = fmt::format("{:<3} {:<31} {:<18} {:<14} {:<12} {:<11} {:>6}\n", "id", "title",
                                "plot", "form", "ending", "the other", "apart");
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const Reading& r = drafts[i].reading;
    out += fmt::format("{:<3} {:<31} {:<18} {:<14} {:<12} {:<11} {:>6.2f}\n", id_of(i),
                       drafts[i].title, r.plot, r.form, r.ending, r.relation,
                       distance(drafts.front(), drafts[i]));
  }
  return out;
}

}  // namespace kuleshov::write
