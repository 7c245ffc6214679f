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

    void replacesMalformedBytesOneByOne() {
        const std::pair<std::string, int> malformed[] = {
            {"\xC0\xAF", 2},         {"\xE0\x80\xAF", 3},         {"\xF0\x80\x80\xAF", 4},  // longer than needed
            {"\xED\xA0\x80", 3},     {"\xED\xBF\xBF", 3},                                   // surrogates
            {"\xF4\x90\x80\x80", 4}, {"\xF8\x88\x80\x80\x80", 5},                           // beyond U+10FFFF
            {"\xE2\x82", 2},         {"\xF0\x9F\x8E", 3},         {"\xFF", 1}};             // cut short; never a byte
        for (const auto& [bytes, count] : malformed) {
            QVERIFY(!isUtf8(bytes));
            std::string replaced;
            for (int i = 0; i < count; ++i) replaced += "\uFFFD";
            QCOMPARE(validUtf8(bytes), replaced);
            QCOMPARE(validUtf8("a" + bytes + "ε"), "a" + replaced + "ε");
        }
        for (const std::string sound : {"", "\uFFFE\uFFFF\uFDD0", "\uD7FF\uE000", "\U00010000\U0010FFFF"}) {
            QVERIFY(isUtf8(sound));
            QCOMPARE(validUtf8(sound), sound);
        }
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
