#include <QtTest>

#include "core/base/base64.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

class TestBase64 : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Of RFC 4648, section 10.
    void standardExamples_data() {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<QString>("text");
        const char* pairs[][2] = {{"", ""},
                                  {"f", "Zg=="},
                                  {"fo", "Zm8="},
                                  {"foo", "Zm9v"},
                                  {"foob", "Zm9vYg=="},
                                  {"fooba", "Zm9vYmE="},
                                  {"foobar", "Zm9vYmFy"}};
        for (const auto& [bytes, text] : pairs) QTest::addRow("of \"%s\"", bytes) << QString(bytes) << QString(text);
    }
    void standardExamples() {
        QFETCH(QString, bytes);
        QFETCH(QString, text);
        QCOMPARE(toBase64(bytesOf(bytes.toStdString())), text.toStdString());
        QVERIFY(fromBase64(text.toStdString()) == bytesOf(bytes.toStdString()));
    }

    void allBytesComeBack() {
        Bytes bytes;
        for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
        for (int cut = 0; cut < 3; ++cut, bytes.pop_back()) {
            const std::string text = toBase64(bytes);
            QCOMPARE(text.size() % 4, 0U);
            QVERIFY(fromBase64(text) == bytes);
        }
    }

    void anythingElseIsRefused() {
        for (const char* text : {"Zg", "Zg=", "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v\n",
                                 "Zm9vZg\n=", "    Zg==", "Zm9v    ", "Zm-v", "Zm_v", "Zm\xC3\xA4", "Z=9v"})
            QVERIFY2(!fromBase64(text), text);
    }
};

ONESHOT_TEST(TestBase64)
#include "tst_base64.moc"
