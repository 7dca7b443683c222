#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/text/compose.hpp"
#include "kuleshov/text/direction.hpp"
#include "kuleshov/text/emphasis.hpp"
#include "kuleshov/text/fdx.hpp"
#include "kuleshov/text/paginate.hpp"
#include "kuleshov/text/pdf.hpp"
#include "kuleshov/text/revision.hpp"

namespace kuleshov::text {
namespace {

std::string data_folder() {
  const char* data = base::environment("KULESHOV_DATA");
  return data != nullptr && std::filesystem::exists(data) ? std::string(data) + "/text/fountain"
                                                          : "";
}

std::vector<Element> printed(const Script& script) {
  std::vector<Element> all;
  for (const auto& e : script.elements) {
    switch (e.type) {
      case ElementType::blank:
      case ElementType::note:
      case ElementType::boneyard:
      case ElementType::section:
      case ElementType::synopsis:
      case ElementType::title_page:
        break;
      default:
        all.push_back(e);
    }
  }
  return all;
}

// A speech of several paragraphs (FDX) and one of several lines (Fountain) say the same.
std::vector<Element> joined(const Script& script) {
  std::vector<Element> all;
  for (const auto& element : printed(script)) {
    const bool more = !all.empty() && all.back().type == ElementType::dialogue &&
                      element.type == ElementType::dialogue;
    if (more)
      all.back().text += "\n" + element.text;
    else
      all.push_back(element);
  }
  return all;
}

std::string words_of(const Element& element) {
  const std::string text = plain(element.text);
  std::string words;
  for (const auto line : base::lines(text)) words += std::string(base::trim(line)) + "\n";
  return words;
}

void expect_same(const Script& a, const Script& b) {
  const auto left = joined(a);
  const auto right = joined(b);
  ASSERT_EQ(left.size(), right.size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    EXPECT_EQ(name_of(left[i].type), name_of(right[i].type)) << left[i].text;
    EXPECT_EQ(words_of(left[i]), words_of(right[i]));
    EXPECT_EQ(left[i].scene_number, right[i].scene_number);
    EXPECT_EQ(left[i].dual, right[i].dual) << left[i].text;
  }
}

TEST(Emphasis, ReadsEachLookAndLeavesLonelyMarks) {
  EXPECT_THAT(
      runs_of("a *b* **c** _d_ ***e***"),
      testing::ElementsAre(text::Run{"a "}, text::Run{"b", false, true}, text::Run{" "},
                           text::Run{"c", true}, text::Run{" "}, text::Run{"d", false, false, true},
                           text::Run{" "}, text::Run{"e", true, true}));
  EXPECT_EQ(plain("5 * 3 and \\*"), "5 * 3 and *");
}

// Looks that begin and end inside one another, and marks that are only text.
TEST(Emphasis, WhatIsMarkedUpReadsAsItLooked) {
  EXPECT_EQ(marked_up({{"a ", false, true}, {"b", true, true}, {" c", false, true}}),
            "*a **b** c*");
  EXPECT_EQ(marked_up({{"a", false, true}, {"b", true}}), "*a***b**");
  EXPECT_TRUE(rc::check([] {
    std::vector<text::Run> runs;
    const auto looks = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8));
    for (const int look : looks) {
      const std::string word =
          *rc::gen::element<std::string>("a", "b c", " d", "e ", "*", "f_g", "'");
      const text::Run run{word, (look & 1) != 0, (look & 2) != 0, (look & 4) != 0};
      if (!runs.empty() && runs.back().bold == run.bold && runs.back().italic == run.italic &&
          runs.back().underline == run.underline)
        runs.back().text += run.text;
      else
        runs.push_back(run);
    }
    std::string said;
    for (const text::Run& run : runs) said += run.text;
    RC_ASSERT(plain(marked_up(runs)) == said);
  }));
}

TEST(Wrap, IsGreedyAndNeverBreaksForTrailingSpaces) {
  EXPECT_THAT(wrap("aa bb  cc", 5), testing::ElementsAre("aa bb", "cc"));
  EXPECT_THAT(wrap("aa bb     ", 5), testing::ElementsAre("aa bb"));
}

// Twelve points wide on a grid of 7.2: ten columns hold six.
TEST(Wrap, AScriptWithoutSpacesIsBrokenBetweenItsCharactersAndNotBeforeAComma) {
  EXPECT_THAT(wrap("玛拉站在打开的窗前", 10), testing::ElementsAre("玛拉站在打开", "的窗前"));
  EXPECT_THAT(wrap("玛拉站在打开，的窗前", 10), testing::ElementsAre("玛拉站在打", "开，的窗前"));
  EXPECT_THAT(wrap("玛拉站在打「开的", 10), testing::ElementsAre("玛拉站在打", "「开的"));
  EXPECT_THAT(wrap("ab 玛拉Kino玛拉", 9), testing::ElementsAre("ab 玛拉", "Kino玛拉"));
}

TEST(Wrap, MarksThatStandOnALetterTakeNoRoom) {
  EXPECT_DOUBLE_EQ(columns("كلّه"), 3);
  EXPECT_DOUBLE_EQ(columns("e\u0301"), 1);
  EXPECT_DOUBLE_EQ(columns("窗"), 5.0 / 3);
}

TEST(Wrap, NoLineIsWiderThanAskedUnlessOneWordIs) {
  EXPECT_TRUE(rc::check([] {
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "bb", "ccc", "dddd"));
    std::string text;
    for (const auto& word : words) text += word + " ";
    for (const auto& line : wrap(text, 8)) RC_ASSERT(line.size() <= 8U);
  }));
}

constexpr std::string_view sample =
    "INT. LAMP ROOM - NIGHT #s1#\n\nThe *lamp* turns.\n\nMARA (V.O.)\n(dry)\nThirty "
    "years.\n\nTOMAS ^\nThirty-one.\n\nCUT TO:\n";

TEST(Fdx, AScriptComesBackFromFdx) {
  const Script script = parse_fountain(sample);
  const auto again = read_fdx(write_fdx({script, {}, {}}), "x.fdx");
  ASSERT_TRUE(again) << again.error().what;
  expect_same(script, again->script);
}

TEST(Fdx, UnknownElementsOfTheFileAreKept) {
  const std::string xml =
      "<FinalDraft DocumentType=\"Script\" Version=\"5\"><Content><Paragraph Type=\"Cast "
      "List\"><Text>All</Text></Paragraph>"
      "</Content><SmartType><Extensions><Extension>(X.Y.)</Extension></Extensions></SmartType></"
      "FinalDraft>";
  const auto document = read_fdx(xml, "x.fdx");
  ASSERT_TRUE(document);
  const std::string written = write_fdx(*document);
  EXPECT_THAT(written, testing::HasSubstr("(X.Y.)"));
  EXPECT_THAT(written, testing::HasSubstr("Type=\"Cast List\""));
}

std::vector<std::string> title_page(const Script& script) {
  std::vector<std::string> all;
  for (const Element& element : script.elements)
    if (element.type == ElementType::title_page) all.push_back(element.key + ": " + element.text);
  return all;
}

TEST(Fdx, ATitlePageKeepsTheNamesOfItsParts) {
  EXPECT_TRUE(rc::check([] {
    const auto keys = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "Title", "Credit", "Author", "Authors", "Source", "Draft date", "Contact", "Copyright",
        "Revision", "Notes", "Episode"));
    const auto word = [] {
      return *rc::gen::element<std::string>("Written by", "R. Reader", "1 May 2026", "(c) 2026",
                                            "12 Quay Street\n    Nowhere", "x@y.org", "**B**");
    };
    std::string source;
    for (const std::string& key : keys) source += key + ":\n    " + word() + "\n";
    const Script script = parse_fountain(source + "\nINT. ROOM - DAY\n");
    const auto again = read_fdx(write_fdx({script, {}, {}}), "x.fdx");
    RC_ASSERT(title_page(again->script) == title_page(script));
  }));
}

TEST(Fdx, ATitlePageOfAnotherProgramIsReadByItsWordsAndPlaces) {
  std::string xml = "<FinalDraft><Content/><TitlePage><Content>";
  for (const char* centred : {"THE TIDE", "", "a screenplay by", "Ada Reed", "based on a true day"})
    xml += std::string("<Paragraph Alignment=\"Center\"><Text>") + centred + "</Text></Paragraph>";
  for (const char* left : {"2nd draft, 3 May 2026", "12 Quay Street", "Nowhere", "© 2026 Ada Reed"})
    xml += std::string("<Paragraph Alignment=\"Left\"><Text>") + left + "</Text></Paragraph>";
  const auto read = read_fdx(xml + "</Content></TitlePage></FinalDraft>", "x.fdx");
  EXPECT_THAT(
      title_page(read->script),
      testing::ElementsAre("Title: THE TIDE", "Credit: a screenplay by", "Author: Ada Reed",
                           "Source: based on a true day", "Draft date: 2nd draft, 3 May 2026",
                           "Contact: 12 Quay Street\nNowhere", "Copyright: © 2026 Ada Reed"));
}

TEST(Fdx, ATornFileIsAnErrorWithItsPlace) {
  const auto document = read_fdx("<FinalDraft><Content><Paragraph", "x.fdx");
  ASSERT_FALSE(document);
  EXPECT_GT(document.error().place.byte, 0U);
}

TEST(Compose, WhatItWritesReadsTheSame) {
  const Script script = parse_fountain(sample);
  expect_same(script, parse_fountain(compose_fountain(script)));
}

TEST(Paginate, NoHeadingStandsAloneAtAPagesEnd) {
  EXPECT_TRUE(rc::check([] {
    std::string source;
    const auto scenes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9));
    for (const int paragraphs : scenes) {
      source += "\nINT. ROOM - DAY\n";
      for (int i = 0; i < paragraphs; ++i)
        source +=
            "\nSomebody does a thing. And then, after that, another thing happens in this room.\n";
    }
    const Script script = parse_fountain(source);
    for (const Page& page : paginate(script)) {
      if (page.lines.empty()) continue;
      RC_ASSERT(page.lines.back().text != "INT. ROOM - DAY");
      RC_ASSERT(page.lines.back().line < 54);
    }
  }));
}

TEST(Paginate, TwoWhoSpeakAtOnceStandSideBySideAndStayTogether) {
  const auto pages =
      paginate(parse_fountain("\nSTEEL\n(low)\nScrew retirement and everything that goes with it, "
                              "for good.\n\nBRICK ^\nScrew it.\n\nThey drink.\n"));
  ASSERT_EQ(pages.size(), 1U);
  std::map<std::string, PrintedLine> lines;
  for (const PrintedLine& line : pages[0].lines) lines[line.text] = line;
  EXPECT_EQ(lines.at("STEEL").line, lines.at("BRICK").line);
  EXPECT_EQ(lines.at("STEEL").indent, dual_cue_left(5, Column::left) * 10);
  EXPECT_EQ(lines.at("Screw it.").indent, 46.25);
  EXPECT_GT(lines.at("They drink.").line, lines.at("everything that goes with it,").line);
  EXPECT_EQ(dual_cue_left(1, Column::left), 2.875);
  EXPECT_EQ(dual_cue_left(4, Column::left), 2.75);
  EXPECT_EQ(dual_cue_left(26, Column::left), 1.6875);
}

TEST(Paginate, ALineKnowsWhichWayItRunsAndHowWideItsColumnIs) {
  const Script script =
      parse_fountain("\nINT. KITCHEN - NIGHT\n\nMIRIAM\n(softly)\nלא אמרתי דבר.\n\nThey wait.\n");
  EXPECT_FALSE(right_to_left(script));
  const auto pages = paginate(script);
  for (const PrintedLine& line : pages[0].lines) {
    EXPECT_EQ(line.right_to_left, line.text == "לא אמרתי דבר.") << line.text;
    EXPECT_EQ(line.width, line.text == "They wait." || line.text == "INT. KITCHEN - NIGHT" ? 61
                          : line.text == "MIRIAM"                                          ? 38
                          : line.text == "(softly)"                                        ? 26
                                                                                           : 35);
  }
}

TEST(Paginate, AScriptMostOfWhichRunsFromTheRightIsLaidOutFromThere) {
  EXPECT_TRUE(right_to_left(
      parse_fountain("\n.فنים. מטבח\n\nמרים עומדת ליד החלון.\n\n@מרים\nלא.\n\nINSERT: LETTER.\n")));
}

TEST(Revision, OnlyWhatIsNotInTheOlderScriptIsMarkedAndKeptInFdx) {
  const Script before = parse_fountain("\nThey wait.\n\nMARA\nNo.\n\nThey go.\n");
  Script now = parse_fountain("\nThey wait.\n\nMARA\nYes.\n\nIt rains.\n\nThey go.\n");
  EXPECT_EQ(mark_changes(before, now, 2), 2U);
  EXPECT_EQ(mark_changes(before, now = before, 2), 0U);
  now = parse_fountain("\nThey wait.\n\nMARA\nYes.\n\nIt rains.\n\nThey go.\n");
  mark_changes(before, now, *revision_called("Pink"));
  const auto again = read_fdx(write_fdx({now, {}, {}}), "x.fdx");
  for (const Script& script : {now, again->script})
    for (const Element& element : script.elements)
      EXPECT_EQ(element.revision, element.text == "Yes." || element.text == "It rains." ? 2 : 0)
          << element.text;
  const auto pages = paginate(now);
  EXPECT_EQ(pages[0].revision, 2);
  EXPECT_EQ(std::count_if(pages[0].lines.begin(), pages[0].lines.end(),
                          [](const PrintedLine& line) { return line.revision > 0; }),
            2);
  EXPECT_FALSE(revision_called("mauve").has_value());
  EXPECT_EQ(revision(10).name, "blue");
}

std::vector<std::string> starred(const Script& script) {
  const auto pages = paginate(script);
  std::vector<std::string> all;
  for (const PrintedLine& line : pages[0].lines)
    if (line.revision > 0) all.push_back(line.text);
  return all;
}

TEST(Revision, WhereSomethingWasTakenOutTheNextLineHasAStar) {
  const Script before = parse_fountain("\nThey wait.\n\nIt rains.\n\nMARA\nNo.\n\nThey go.\n");
  Script now = parse_fountain("\nThey wait.\n\nMARA\nNo.\n\nThey go.\n");
  EXPECT_EQ(mark_changes(before, now, 1), 1U);
  EXPECT_THAT(starred(now), testing::ElementsAre("MARA"));
  now = parse_fountain("\nThey wait.\n\nIt rains.\n\nMARA\nNo.\n");
  EXPECT_EQ(mark_changes(before, now, 1), 1U);
  EXPECT_THAT(starred(now), testing::ElementsAre("No."));
  now = parse_fountain("\nIt rains.\n\nMARA\nYes.\n\nThey go.\n");
  EXPECT_EQ(mark_changes(before, now, 1), 2U);
  EXPECT_THAT(starred(now), testing::ElementsAre("It rains.", "Yes."));
  now = parse_fountain("");
  EXPECT_EQ(mark_changes(before, now, 1), 0U);
}

// Final Draft's own page starts, recorded in SimonGZ/jumpcut's corpus.
struct PageScore {
  double same = 0;
  std::size_t pages = 0;
  std::size_t truth = 0;
};

PageScore score_pages(const std::string& folder) {
  const std::string source = base::read_file(folder + "/source.fdx").value();
  FdxDocument document = read_fdx(source, folder).value();
  const base::Json settings = base::read_json(folder + "/fdx-settings.json").value();
  const auto apply = [&](const char* name, ParagraphStyle& style) {
    const auto& s = settings["paragraph_styles"][name];
    style = {s["left_indent"], s["right_indent"], s["space_before"].get<double>() / 12,
             s["spacing"]};
  };
  apply("Scene Heading", document.format.heading);
  apply("Action", document.format.action);
  apply("Character", document.format.character);
  apply("Parenthetical", document.format.parenthetical);
  apply("Dialogue", document.format.dialogue);
  apply("Transition", document.format.transition);
  const base::Json truth = base::read_json(folder + "/page-breaks.json").value();
  std::vector<std::size_t> printing;
  for (std::size_t i = 0; i < document.script.elements.size(); ++i) {
    const auto type = document.script.elements[i].type;
    if (type != ElementType::title_page && type != ElementType::page_break) printing.push_back(i);
  }
  std::vector<std::size_t> ours;
  const auto pages = paginate(document.script, document.format);
  for (const Page& page : pages) ours.push_back(page.first_element);
  PageScore score{0, pages.size(), truth["pages"].size()};
  for (const auto& page : truth["pages"]) {
    const std::string id = page["items"][0]["element_id"];
    const std::size_t element = printing.at(std::stoul(id.substr(3)) - 1);
    score.same += std::find(ours.begin(), ours.end(), element) != ours.end() ? 1 : 0;
  }
  score.same /= static_cast<double>(score.truth);
  return score;
}

TEST(Paginate, PagesStartWhereFinalDraftStartsThem) {
  if (data_folder().empty()) GTEST_SKIP() << "no folder of real scripts (KULESHOV_DATA)";
  for (const std::string name : {"gumshoe", "mostly-genius"}) {
    const PageScore score = score_pages(data_folder() + "/jumpcut/corpus/" + name);
    std::printf("%s: %.1f %% of page starts, %zu pages, Final Draft %zu\n", name.c_str(),
                score.same * 100, score.pages, score.truth);
    EXPECT_GE(score.same, 0.95) << name;
    EXPECT_NEAR(static_cast<double>(score.pages), static_cast<double>(score.truth),
                0.01 * static_cast<double>(score.truth) + 0.5);
  }
}

TEST(Fdx, OthersFountainAndFdxFilesAgree) {
  if (data_folder().empty()) GTEST_SKIP() << "no folder of real scripts (KULESHOV_DATA)";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data_folder() + "/screenplain")) {
    if (entry.path().extension() != ".fdx") continue;
    auto fountain = entry.path();
    fountain.replace_extension(".fountain");
    const auto fdx = read_fdx(base::read_file(entry.path()).value(), entry.path());
    ASSERT_TRUE(fdx) << entry.path();
    SCOPED_TRACE(entry.path());
    expect_same(parse_fountain(base::read_file(fountain).value()), fdx->script);
    ++count;
  }
  EXPECT_GT(count, 4U);
}

TEST(Pdf, IsWrittenWholeWithAllItsPages) {
  const base::Path path = base::Path(testing::TempDir()) / "kuleshov-script.pdf";
  ASSERT_TRUE(write_pdf(parse_fountain(sample), {}, path));
  EXPECT_THAT(base::read_file(path).value(), testing::StartsWith("%PDF-"));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace kuleshov::text
