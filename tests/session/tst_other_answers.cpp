#include <QtTest>
#include <cmath>
#include <limits>

#include "tests/support/test_program.h"
#include "ui/session/trials/other_answers.h"

using namespace oneshot;
using namespace oneshot::session;

class TestOtherAnswers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void readsAsItShould() {
        const std::map<QString, OtherAnswer> answers{
            {QStringLiteral("shipped"), {{2, {0.5F, -1, 0.1F}}, QStringLiteral("ab12"), true}},
            {QStringLiteral("a \"net\" 字"), {{-1, {}}, QString(), false}}};
        const QString text = textOf(answers);
        const QString expected = QStringLiteral(
            "{\"a \\\"net\\\" 字\":{\"fingerprint\":\"\",\"position\":null,\"scores\":[],\"seen\":false},"
            "\"shipped\":{\"fingerprint\":\"ab12\",\"position\":3,\"scores\":[0.5,-1,0.10000000149011612],\"seen\":"
            "true}}");
        QCOMPARE(text, expected);
        QVERIFY(otherAnswersIn(text) == answers);
    }

    void whatIsNotThere() {
        QCOMPARE(textOf({}), QString());
        for (const char* text : {"", "{}", "[1]", "no JSON", "7"})
            QVERIFY2(otherAnswersIn(QString::fromLatin1(text)).empty(), text);
        const auto odd = otherAnswersIn(QStringLiteral(R"({"net":{"position":-4}})"));
        QVERIFY(odd.at(QStringLiteral("net")) == OtherAnswer());
    }

    void scoresThatAreNoNumbers() {
        const float infinite = std::numeric_limits<float>::infinity();
        const QString text = textOf({{QStringLiteral("net"), {{0, {1, infinite, std::nanf("")}}, {}, false}}});
        QVERIFY2(text.contains(QStringLiteral("[1,null,null]")), qPrintable(text));
        const std::vector<float> scores = otherAnswersIn(text).at(QStringLiteral("net")).scores;
        QCOMPARE(scores.size(), 3U);
        QVERIFY(scores[0] == 1 && std::isnan(scores[1]) && std::isnan(scores[2]));
    }
};

ONESHOT_TEST(TestOtherAnswers)
#include "tst_other_answers.moc"
