#include "kuleshov/write/draft.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/arrange.hpp"
#include "kuleshov/write/fit.hpp"
#include "kuleshov/write/grammar.hpp"
#include "kuleshov/write/matter.hpp"
#include "kuleshov/write/realise.hpp"
#include "kuleshov/write/scenes.hpp"
#include "kuleshov/write/style.hpp"
#include "kuleshov/write/symbols.hpp"

namespace kuleshov::write {

namespace {

using base::Random;
using base::Result;

const Plot& plot_of(const Library& library, const std::string& id) {
  return *std::find_if(library.plots.begin(), library.plots.end(),
                       [&](const Plot& p) { return p.id == id; });
}

// A weave in which everybody has a reason for what they decide: events that somebody on some path
// does for none are left out, and the rest is woven again, as long as the structure can be filled.
Result<Weave> woven_with_reasons(const Plot& plot, const Structure& structure, WeaveWish wish,
                                 Reasons& reasons, Random& random) {
  Weave woven = TRY(weave(plot, structure, wish, random));
  for (;;) {
    const auto idle = reasons.account(woven).unexplained;
    if (idle.empty()) return woven;
    wish.without.insert(idle.begin(), idle.end());
    auto again = weave(plot, structure, wish, random);
    if (!again) return woven;
    woven = std::move(*again);
  }
}

// The asked form first; another is taken, and said, when the plot cannot fill it.
Result<Weave> woven(const Plot& plot, const Library& library, Reading& reading, Reasons& reasons,
                    Random& random) {
  const WeaveWish wish{reading.ending, reading.ways, {}};
  std::vector<const Structure*> order;
  for (const Structure& structure : library.structures)
    if (structure.id == reading.form) order.push_back(&structure);
  // Then those of about as many scenes.
  const auto size = static_cast<std::ptrdiff_t>(order.empty() ? 11 : order.front()->slots.size());
  const auto asked = static_cast<std::ptrdiff_t>(order.size());
  for (const Structure& structure : library.structures)
    if (structure.id != reading.form) order.push_back(&structure);
  std::stable_sort(order.begin() + asked, order.end(), [&](const auto* a, const auto* b) {
    return std::abs(std::ssize(a->slots) - size) < std::abs(std::ssize(b->slots) - size);
  });
  Result<Weave> last = base::fail("no structure under data/structures");
  for (const Structure* structure : order) {
    last = woven_with_reasons(plot, *structure, wish, reasons, random);
    if (!last) continue;
    if (structure->id != reading.form)
      reading.assumed.push_back("form: " + structure->id + " (this plot has no " + reading.form +
                                ")");
    reading.form = structure->id;
    return last;
  }
  return last;
}

bool inside(const std::string& kind) {
  for (const char* outdoors : {"street", "harbour", "sea", "forest", "garden"})
    if (kind == outdoors) return false;
  return true;
}

// "EXT. THE STREET": a place as the plot needs it, whatever the trade has.
DraftPlace own_place(const std::string& id, const std::string& heading) {
  DraftPlace place;
  place.id = id;
  place.interior = heading.starts_with("INT");
  place.heading = std::string(base::trim(std::string_view(heading).substr(heading.find('.') + 1)));
  return place;
}

DraftPlace make_place(const std::string& id, const Entry& trade, const Plot& plot) {
  if (const auto own = plot.places.find(id); own != plot.places.end())
    return own_place(id, own->second);
  DraftPlace place;
  place.id = id;
  place.heading = trade.first(id + ".heading", "ROOM");
  place.kind = trade.first(id + ".kind", "room");
  place.architecture = trade.first(id + ".architecture");
  place.interior = inside(place.kind);
  place.elements = trade.all(id + ".elements");
  place.sounds = trade.all(id + ".sounds");
  if (place.sounds.empty()) place.sounds = {place.interior ? "silence" : "wind"};
  return place;
}

std::vector<std::string> palette_for(const std::string& weather) {
  if (weather == "clear") return {"#243b53", "#8fb3c9", "#f2c879"};
  if (weather == "rain") return {"#1f2a33", "#5c7382", "#c9b48a"};
  if (weather == "storm") return {"#0d1b2a", "#415a77", "#e0a458"};
  if (weather == "fog") return {"#22262b", "#8a949b", "#d8cdb4"};
  return {"#1b263b", "#a9bccf", "#e8d3a8"};
}

// Every word but the small ones inside takes a capital.
std::string title_case(const std::string& text) {
  static const std::vector<std::string> small{"a",  "an", "and", "as",   "at",  "by", "for",
                                              "in", "of", "on",  "past", "the", "to"};
  std::string out;
  for (const std::string_view word : base::split(text, ' ')) {
    const bool keep = !out.empty() && std::find(small.begin(), small.end(), word) != small.end();
    out += (out.empty() ? "" : " ") + (keep ? std::string(word) : capitalised(std::string(word)));
  }
  return out;
}

constexpr std::size_t most_scenes = 20;  // beyond them no scene of no plot is added

// Scenes that a matter may take: fewer where the film is short, or the form long already.
std::size_t matter_steps(const Draft& draft) {
  const int minutes = draft.brief.minutes;
  if (minutes > 0 && minutes < 8) return minutes < 7 ? 2 : 3;
  return draft.weave.knots.size() > 16 ? 4 : 5;
}

// A matter may fork where the film is told in order, is not short, and has few key points yet.
Forks forks_of(const Draft& draft) {
  const auto& slots = draft.weave.structure->slots;
  const bool told_in_order =
      draft.reading.telling != "reverse" && draft.reading.telling != "braided";
  const bool room = std::find(slots.begin(), slots.end(), "key3") == slots.end();
  const int minutes = draft.brief.minutes;
  return told_in_order && room && (minutes == 0 || minutes >= 8) ? Forks::yes : Forks::no;
}

// What may happen beside this plot: without matters that say they are not for its genre, for it,
// or for the trade.
Domains suited(Domains domains, const Plot& plot, const Reading& reading) {
  std::erase_if(domains.secrets, [&](const auto& secret) {
    const auto no = secret.second.find("not");
    if (no == secret.second.end()) return false;
    const auto words = base::split(no->second, ' ');
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return word == plot.genre || word == plot.id || word == reading.trade;
    });
  });
  return domains;
}

// A matter of some three scenes. A genre without a domain has none, only its plot.
void add_matter(Draft& draft, const Library& library) {
  const Plot& plot = plot_of(library, draft.reading.plot);
  Random random(draft.brief.seed, "matter");
  auto intrigue = plan_intrigue(suited(library.domains, plot, draft.reading), plot.genre,
                                draft.reading.ending, company_of(draft.weave), matter_steps(draft),
                                forks_of(draft), random, plot.no_matter);
  if (intrigue) draft.intrigue = put_among(draft.weave, std::move(*intrigue), random);
}

void fill_words(Draft& draft, const Plot& plot, Grammar& grammar, Random& random) {
  const auto one = [&](const std::vector<std::string>& list) {
    return list.empty() ? std::string()
                        : capitalised(grammar.expand(list[random.below(list.size())]));
  };
  draft.title = title_case(one(plot.titles));
  draft.logline = one(plot.loglines);
  const auto family = plot.family.find(draft.reading.ending);
  draft.ending_family =
      family == plot.family.end() ? draft.reading.ending : grammar.expand(family->second);
  for (const auto& [key, question] : plot.questions) draft.questions[key] = question;
  if (draft.intrigue != nullptr) draft.questions["intrigue-key"] = draft.intrigue->question;
  for (auto& [key, question] : draft.questions) question = grammar.expand(question);
  for (Person& person : draft.cast) person.wants = grammar.expand(person.wants);
}

constexpr double most_unasked_s = 600;  // the path of the defaults, where no length is asked for

// How many scenes of no plot, where no length is asked for: none or one.
std::size_t some_interludes(std::uint64_t seed) {
  Random random(seed, "interludes");
  return static_cast<std::size_t>(random.below(2));
}

Result<void> read_people(Draft& draft, const Library& library) {
  if (!draft.brief.storyline.empty()) {
    draft.beats = TRY(read_beats(draft.brief.storyline));
    draft.reading.people = people_in(draft.beats, library);
  }
  if (!draft.brief.cast.empty()) draft.reading.people = TRY(read_cast(draft.brief.cast));
  return {};
}

}  // namespace

Result<Draft> draft_with(const Brief& brief, const Library& library, std::size_t interludes,
                         Matter matter) {
  Random reading_random(brief.seed, "premise");
  Draft draft;
  draft.brief = brief;
  TRY(read_people(draft, library));
  const std::vector<Named> people = draft.reading.people;
  draft.reading = TRY(read_premise(brief, library, reading_random, people));
  draft.reading.company = brief.company;
  const Plot& plot = plot_of(library, draft.reading.plot);
  Random plan_random(brief.seed, "plan");
  Reasons reasons = TRY(Reasons::of(plot));
  draft.weave = TRY(woven(plot, library, draft.reading, reasons, plan_random));
  draft.reasons = reasons.account(draft.weave);
  if (matter == Matter::yes) add_matter(draft, library);
  Random cast_random(brief.seed, "cast");
  draft.cast = make_cast(draft.reading, plot, library, cast_random);
  const Entry& trade = *find(library.trades, draft.reading.trade);
  for (const char* id : {"work", "out", "home", "meet"})
    draft.places.push_back(make_place(id, trade, plot));
  Random order_random(brief.seed, "order");
  const bool full = brief.minutes == 0 && draft.weave.knots.size() > most_scenes;
  arrange(draft, library, full ? 0 : interludes, order_random);
  Random word_random(brief.word_seed == 0 ? brief.seed : brief.word_seed, "words");
  // Names, images and objects stay when only the words are drawn anew.
  Random symbol_random(brief.seed, "symbols");
  Grammar grammar(word_random);
  define_symbols(grammar, draft.reading, plot, draft.cast, library,
                 motif_kinds(draft.weave, draft.places), symbol_random);
  draft.culture_pack = pack_of(*find(library.cultures, draft.reading.culture), library);
  draft.palette = palette_for(draft.reading.weather);
  Realiser realiser(library, draft.reading, draft.cast, grammar, word_random);
  fill_scenes(draft, library, realiser, grammar, order_random);
  fill_words(draft, plot, grammar, symbol_random);
  TRY(apply_style(draft, library));
  if (!grammar.unknown().empty())
    return base::fail(
        "the plot '" + plot.id + "' uses the unknown symbol {" + *grammar.unknown().begin() + "}",
        "define it in the trade, the plot's words, or data/genres");
  return draft;
}

std::set<std::string> motif_kinds(const Weave& weave, const std::vector<DraftPlace>& places) {
  std::set<std::string> seen;
  bool outdoors = false;
  for (const Knot& knot : weave.knots) {
    const auto& texts = knot.event->texts;
    if (std::none_of(texts.begin(), texts.end(), [](const std::string& text) {
          return text.find("{motif.") != std::string::npos;
        }))
      continue;
    seen.insert(knot.event->place);
    outdoors = outdoors || std::any_of(places.begin(), places.end(), [&](const DraftPlace& p) {
                 return p.id == knot.event->place && !p.interior;
               });
  }
  if (outdoors) return {"worn"};
  return seen.size() > 1 ? std::set<std::string>{"worn", "inside"}
                         : std::set<std::string>{"worn", "inside", "fixed"};
}

Result<Draft> make_draft(const Brief& brief, const Library& library) {
  if (brief.minutes > 0 || brief.like) return fitted_draft(brief, library);
  return draft_within(brief, library, some_interludes(brief.seed), most_unasked_s);
}

}  // namespace kuleshov::write
