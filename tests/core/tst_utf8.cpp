#include <QtTest>

#include "core/data/utf8.h"
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
};

ONESHOT_TEST(TestUtf8)
#include "tst_utf8.moc"
