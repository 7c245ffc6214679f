#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestUtf8 : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void printable_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const auto row = [](const char* name, const QByteArray& text, const QByteArray& printed) {
            QTest::newRow(name) << text << printed;
        };
        row("plain", "Greek/character01\n\tnext", "Greek/character01\n\tnext");
        row("other scripts", "ελ 日本 🎈", "ελ 日本 🎈");
        row("colours of a terminal", "\x1b[31mred", "\\x1b[31mred");
        row("a zero and a return", QByteArray("a\0b\rc", 5), "a\\x00b\\x0dc");
        row("delete", "a\x7f", "a\\x7f");
        row("C1 as UTF-8",
            "\xc2\x9b"
            "31m",
            "\\x9b31m");
        row("a turned direction",
            "exe.\xe2\x80\xae"
            "gnp",
            "exe.\\u202egnp");
        row("no UTF-8", "a\x9b[0m", "a\uFFFD[0m");
    }
    void printable() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, printed);
        QCOMPARE(QByteArray::fromStdString(oneshot::printable(text.toStdString())), printed);
    }

    void aNameStaysInItsLine() {
        QCOMPARE(oneLine("Greek\nwarning: forged\t\x1b[1m ελ"), "Greek\\x0awarning: forged\\x09\\x1b[1m ελ");
        QCOMPARE(oneLine("a\u2028b\u0085c"), "a\\u2028b\\x85c");
    }

    void jsonMeansTheSame() {
        const nlohmann::json json{{"na\x7fme", "a\u009b31m \u202egnp \x1b[1m\n \u2029 ελ 日本 🎈"}};
        const std::string printed = printableJson(json.dump(2));
        QCOMPARE(nlohmann::json::parse(printed), json);
        for (const char* escape : {"na\\u007fme", "a\\u009b31m", "\\u202egnp", "\\u001b[1m", "\\u2029", "ελ 日本 🎈"})
            QVERIFY2(printed.find(escape) != std::string::npos, printed.c_str());
        QCOMPARE(oneshot::printable(printed), printed);
    }
};

ONESHOT_TEST(TestUtf8)
#include "tst_utf8.moc"
