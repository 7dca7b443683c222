#include "kuleshov/text/fountain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::text {
namespace {

using testing::ElementsAre;

std::vector<std::string> shape(std::string_view source) {
  std::vector<std::string> all;
  for (const auto& e : parse_fountain(source).elements) {
    if (e.type != ElementType::blank) all.push_back(std::string(name_of(e.type)) + ":" + e.text);
  }
  return all;
}

TEST(Fountain, ReadsSceneSpeechAndTransition) {
  EXPECT_THAT(shape("INT. LAMP ROOM - NIGHT #s1#\n\nThe lamp turns.\n\nMARA (V.O.)\n(dry)\nThirty "
                    "years.\n\nCUT TO:\n"),
              ElementsAre("scene_heading:INT. LAMP ROOM - NIGHT", "action:The lamp turns.",
                          "character:MARA (V.O.)", "parenthetical:dry", "dialogue:Thirty years.",
                          "transition:CUT TO:"));
}

TEST(Fountain, KeepsTheSceneNumberAndTheCuesParts) {
  const Script script = parse_fountain("EXT. SEA #s12#\n\nMARA (V.O.) ^\nGo.\n");
  EXPECT_EQ(script.elements[0].scene_number, "s12");
  EXPECT_EQ(script.elements[2].key, "MARA");
  EXPECT_EQ(script.elements[2].extension, "V.O.");
  EXPECT_TRUE(script.elements[2].dual);
  EXPECT_TRUE(script.elements[3].dual);
}

TEST(Fountain, CuesMayUseAnyAlphabetThatHasCases) {
  EXPECT_THAT(shape("\nМАРИЯ\nДа.\n\nÉLODIE\nOui.\n"),
              ElementsAre("character:МАРИЯ", "dialogue:Да.", "character:ÉLODIE", "dialogue:Oui."));
  EXPECT_THAT(shape("\n@老王\n好。\n"), ElementsAre("character:老王", "dialogue:好。"));
}

TEST(Fountain, NotesInASpeechDoNotEndIt) {
  const Script script = parse_fountain("\nMARA\nWhy?\n[[zh: 为什么？]]\nTell me.\n");
  ASSERT_EQ(script.elements.size(), 5U);
  EXPECT_EQ(script.elements[3].type, ElementType::note);
  EXPECT_EQ(script.elements[3].text, "zh: 为什么？");
  EXPECT_EQ(script.elements[4].type, ElementType::dialogue);
}

TEST(Fountain, ANoteBeforeACueLetsItStand) {
  EXPECT_THAT(shape("\n[[shot: close-up mara]]\nMARA\nNo.\n"),
              ElementsAre("note:shot: close-up mara", "character:MARA", "dialogue:No."));
}

TEST(Fountain, TitlePageTakesIndentedLines) {
  const Script script = parse_fountain("Title:\n\tThe Last Light\nAuthor: A. Writer\n\nFADE IN:\n");
  EXPECT_EQ(script.elements[0].key, "Title");
  EXPECT_EQ(script.elements[0].text, "The Last Light");
  EXPECT_EQ(script.elements[1].text, "A. Writer");
}

TEST(Fountain, AnUnclosedNoteIsText) {
  EXPECT_THAT(shape("\nA [[note never\n\nclosed.\n"),
              ElementsAre("action:A [[note never", "action:closed."));
}

TEST(Fountain, OthersCornerCasesAreReadAsTheirAuthorsMean) {
  const auto first = [](const std::string& source) { return parse_fountain(source).elements[0]; };
  EXPECT_EQ(first(". NOT A HEADER\n").type, ElementType::action);
  EXPECT_EQ(first(".BINOCULARS\n").type, ElementType::scene_heading);
  EXPECT_EQ(first("EST BUCKET LIST #\xF0\x9F\x98\x86#\n").scene_number, "");
  EXPECT_EQ(first("EST BUCKET LIST #7-A#\n").scene_number, "7-A");
  const Script page = parse_fountain("Title: A\nCredit: by\nNot a title entry.\n");
  EXPECT_EQ(page.elements.back().type, ElementType::action);
  const Script cut = parse_fountain("He runs.\n\nCUT TO:\n/*\nINT. B - DAY\n*/\nEXT. C - DAY\n");
  EXPECT_EQ(cut.elements[2].type, ElementType::transition);
  EXPECT_EQ(cut.elements.back().type, ElementType::scene_heading);
}

TEST(Fountain, EveryByteComesBack) {
  EXPECT_TRUE(rc::check([] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "\n", "\r\n", "INT. A - DAY #1#", "MARA", "(dry)", "Hello.", "[[", "]]", "/*", "*/", " ",
        "  ", "\t", ">", "<", "~la", "#", "= so", "===", "@x", "!Y", ".Z", "^",
        "CUT TO:", "Title: x", "\xEF\xBB\xBF", "é", "\xff"));
    std::string source;
    for (const auto& piece : pieces) source += piece;
    RC_ASSERT(write_fountain(parse_fountain(source)) == source);
  }));
}

TEST(Fountain, EveryByteOfOthersScriptsComesBack) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr || !std::filesystem::exists(data))
    GTEST_SKIP() << "no folder of real scripts (KULESHOV_DATA)";
  std::size_t count = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(data) + "/text/fountain")) {
    if (entry.path().extension() != ".fountain") continue;
    const std::string source = base::read_file(entry.path()).value();
    EXPECT_EQ(write_fountain(parse_fountain(source)), source) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 20U);
}

}  // namespace
}  // namespace kuleshov::text
