#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/study/item_analysis.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

StudyTrial trial(const char* participant, const char* task, std::vector<std::string> characters, int right, int chosen,
                 std::map<std::string, ModelAnswer> models) {
    StudyTrial made;
    made.participant = participant;
    made.task = task;
    made.number = task[0] - '0';
    made.alphabet = characters[0].substr(0, characters[0].find('/'));
    made.characters = std::move(characters);
    made.rightWay = right;
    made.way = chosen;
    made.milliseconds = 1000;
    made.models = std::move(models);
    return made;
}

// Task 1 asks for a, which B and C take for b, as does the model; C sees another order. Task 2 asks for a too, without
// b; A takes it for c. Task 3 asks for x: B has no answer in time, net a tie; pixels is asked in A's session alone.
std::vector<StudyTrial> threePeople() {
    const std::vector<std::string> first{"Latin/a", "Latin/b", "Latin/c"}, turned{"Latin/b", "Latin/a", "Latin/c"},
        second{"Latin/c", "Latin/a", "Latin/d"}, third{"Greek/x", "Greek/y"};
    return {trial("A", "1", first, 0, 0, {{"net", {1, {}}}}),
            trial("B", "1", first, 0, 1, {{"net", {1, {}}}}),
            trial("C", "1", turned, 1, 0, {{"net", {0, {}}}}),
            trial("A", "2", second, 1, 0, {{"net", {1, {}}}}),
            trial("B", "2", second, 1, 1, {{"net", {1, {}}}}),
            trial("A", "3", third, 0, 0, {{"net", {-1, {}}}, {"pixels", {0, {}}}}),
            trial("B", "3", third, 0, -1, {{"net", {-1, {}}}}),
            trial("C", "3", third, 0, 0, {{"net", {-1, {}}}})};
}

using Count = CharacterConfusion::Count;

}  // namespace

class TestItemAnalysis : public QObject {
    Q_OBJECT

  private slots:
    void errorsOfCharacters() {
        const auto items = errorsByCharacter(threePeople());
        QCOMPARE(items.size(), std::size_t(2));
        QCOMPARE(items[0].name, std::string("Latin/a"));
        QCOMPARE(items[0].people, (ErrorRate{3, 5}));
        QCOMPARE(items[0].models.at("net"), (ErrorRate{1, 2}));  // two tasks, however many did them
        QVERIFY(!items[0].models.contains("pixels"));
        QCOMPARE(items[1].name, std::string("Greek/x"));
        QCOMPARE(items[1].people, (ErrorRate{1, 3}));
        QCOMPARE(items[1].models.at("net"), (ErrorRate{1, 1}));
        QCOMPARE(items[1].models.at("pixels"), (ErrorRate{0, 1}));
    }

    // Wilson's formula in Python, z = 1.959964.
    void intervals() {
        const ErrorRate rate{3, 5};
        QCOMPARE(rate.percent(), 60.0);
        QVERIFY(std::abs(rate.interval95().low - 23.072428) < 1e-5);
        QVERIFY(std::abs(rate.interval95().high - 88.237923) < 1e-5);
        QCOMPARE((ErrorRate{}).interval95(), (Interval{0, 100}));
    }

    void errorsOfAlphabets() {
        const auto items = errorsByAlphabet(threePeople());
        QCOMPARE(items.size(), std::size_t(2));
        QCOMPARE(items[0].name, std::string("Latin"));
        QCOMPARE(items[0].people, (ErrorRate{3, 5}));
        QCOMPARE(items[1].name, std::string("Greek"));
    }

    void confusions() {
        const auto found = confusionsOf(threePeople());
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0].asked, std::string("Latin/a"));
        QCOMPARE(found[0].answered, std::string("Latin/b"));
        QCOMPARE(found[0].people, (Count{2, 3}));  // b was there in task 1 only
        QCOMPARE(found[0].models.at("net"), (Count{1, 1}));
        QCOMPARE(found[1].asked, std::string("Greek/x"));
        QCOMPARE(found[1].answered, std::string());
        QCOMPARE(found[1].people, (Count{1, 3}));
        QCOMPARE(found[1].models.at("net"), (Count{1, 1}));
        QCOMPARE(found[1].models.at("pixels"), (Count{0, 1}));
        QCOMPARE(found[2].answered, std::string("Latin/c"));
        QCOMPARE(found[2].people, (Count{1, 5}));
        QCOMPARE(found[2].models.at("net"), (Count{0, 2}));
    }

    // What the model alone confuses is listed too.
    void confusionsOfAModelAlone() {
        std::vector<StudyTrial> trials = threePeople();
        trials[5].models["pixels"].way = 1;
        const auto found = confusionsOf(trials);
        QCOMPARE(found.size(), std::size_t(4));
        QCOMPARE(found[3].asked, std::string("Greek/x"));
        QCOMPARE(found[3].answered, std::string("Greek/y"));
        QCOMPARE(found[3].people, (Count{0, 3}));
        QCOMPARE(found[3].models.at("pixels"), (Count{1, 1}));
    }

    void orderOfRowsAndNamesOfPeopleDoNotMatter() {
        std::vector<StudyTrial> trials = threePeople();
        std::ranges::reverse(trials);
        for (StudyTrial& trial : trials) trial.participant = trial.participant == "A" ? "Z" : trial.participant + "2";
        const auto items = errorsByCharacter(trials);
        QCOMPARE(items[0].people, (ErrorRate{3, 5}));
        QCOMPARE(items[0].models.at("net"), (ErrorRate{1, 2}));
        const auto found = confusionsOf(trials);
        QCOMPARE(found[0].people, (Count{2, 3}));
        QCOMPARE(found[2].answered, std::string("Latin/c"));
    }

    void ofNothing() {
        QVERIFY(errorsByCharacter({}).empty());
        QVERIFY(confusionsOf({}).empty());
    }
};

ONESHOT_TEST(TestItemAnalysis)
#include "tst_item_analysis.moc"
