#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/report/comparison_report.h"
#include "core/runs/run_directory.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

/// Two settings of ten tasks, a learner with a comma in its name, one that saw characters and one without an answer.
LearnerComparison madeUp() {
    auto material = std::make_shared<ComparisonMaterial>();
    material->dataset.name = "made|up";
    material->dataset.spec = "made-up";
    material->settings = {{5, 1, "first tasks", 10, {}, {}}, {20, 1, "second tasks", 10, {}, {"Tagalog", "Greek"}}};
    ComparedLearner good, bad, blind;
    good.name = good.model = "good, very";
    good.right = {std::vector<bool>(10, true), std::vector<bool>(10, true)};
    bad.name = bad.model = "bad";
    bad.seenCharacters = 4;
    bad.right = {std::vector<bool>(10, false), std::vector<bool>(10, true)};
    blind.name = blind.model = "blind";
    blind.problem = "sees | nothing";
    return compareLearners(material, {bad, good, blind}, Reference::Best);
}

}  // namespace

class TestComparisonReport : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void json() {
        const Json json = toJson({{}, "made-up", {{5, 20}, {1}, true, 10, 3}}, madeUp());
        QCOMPARE(json["data"].get<std::string>(), std::string("made-up"));
        QCOMPARE(json["within_alphabet"].get<bool>(), true);
        QCOMPARE(json["seed"].get<int>(), 3);
        QCOMPARE(json["settings"][1]["protocol"].get<std::string>(), std::string("second tasks"));
        QCOMPARE(json["settings"][1]["unused_alphabets"].size(), std::size_t(2));
        const Json &bad = json["learners"][0], &good = json["learners"][1], &blind = json["learners"][2];
        QCOMPARE(bad["seen_characters"].get<int>(), 4);
        QVERIFY(bad["problem"].is_null() && good["results"][0]["reference"].get<bool>());
        QVERIFY(!good["results"][0].contains("p"));
        const Json& result = bad["results"][0];
        QCOMPARE(result["ways"].get<int>(), 5);
        QCOMPARE(result["tasks"].get<int>(), 10);
        QCOMPARE(result["accuracy_percent"].get<double>(), 0.0);
        QCOMPARE(result["difference_percent"].get<double>(), -100.0);
        QCOMPARE(result["p"].get<double>(), 2.0 / 1024);
        QVERIFY(result["differs"].get<bool>() && !bad["results"][1]["differs"].get<bool>());
        QCOMPARE(blind["problem"].get<std::string>(), std::string("sees | nothing"));
        QVERIFY(blind["results"].empty());
    }

    void csv() {
        const QString csv = QString::fromStdString(toCsv(madeUp()));
        const QStringList lines = csv.trimmed().split('\n');
        QCOMPARE(lines.size(), 6);
        QCOMPARE(
            lines[1],
            QStringLiteral("bad,bad,5,1,10,0,0,0,27.7533,\"good, very\",-100,-100,-60.7509,0.00195312,0.00195312,4,"));
        QVERIFY(
            lines[3].startsWith(QStringLiteral("\"good, very\",\"good, very\",5,1,10,10,100,72.2467,100,,,,,,,0,")));
        QCOMPARE(lines[5], QStringLiteral("blind,blind,,,,,,,,,,,,,,0,sees | nothing"));
        for (const QString& line : {lines[0], lines[5]}) QCOMPARE(line.count(','), 16);
    }

    void markdown() {
        const QString text = QString::fromStdString(toMarkdown(madeUp()));
        QVERIFY(text.contains(QStringLiteral("made\\|up")));
        QVERIFY(text.contains(QStringLiteral("| learner | 5-way 1-shot | 20-way 1-shot |\n|---|---|---|\n")));
        QVERIFY(text.contains(QString::fromUtf8("| good, very | **100.0 (72.2 – 100.0)** |")));
        QVERIFY(text.contains(QString::fromUtf8("| bad † | 0.0 (0.0 – 27.8) | 100.0 (72.2 – 100.0) ≈ |")));
        QVERIFY(text.contains(QString::fromUtf8("| blind | sees \\| nothing | |")));
        QVERIFY(text.contains(
            QStringLiteral("- first tasks\n- second tasks; alphabets with too few characters: Tagalog, Greek\n")));
        QVERIFY(text.contains(QStringLiteral("4 of the tasks' characters")));
    }

    void marks() {
        const LearnerComparison comparison = madeUp();
        QVERIFY(markOf(comparison.accuracies[1][0]) == "ref");
        QVERIFY(markOf(comparison.accuracies[0][0]) == "less");
        QVERIFY(markOf(comparison.accuracies[0][1]) == "same");
    }

    void answersAreBelowTheHomeFolder() {
        const test::TemporaryFolder folder;
        setHomeFolder(folder.path());
        QCOMPARE(answerCacheFolder(), folder.path() / "cache" / "answers");
    }
};

ONESHOT_TEST(TestComparisonReport)
#include "tst_comparison_report.moc"
