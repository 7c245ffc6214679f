#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

#include "core/report/tensorboard.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

std::uint64_t littleEndian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8 | static_cast<std::uint8_t>(bytes[i]);
    return number;
}

std::uint64_t masked(std::uint32_t crc) {
    return static_cast<std::uint32_t>((crc >> 15 | crc << 17) + 0xa282ead8U);
}

/// The data of every record; fails the test where a length or a CRC is wrong.
std::vector<std::string> recordsOf(std::string_view file) {
    std::vector<std::string> records;
    while (file.size() >= 16) {
        const std::uint64_t length = littleEndian(file.substr(0, 8));
        if (littleEndian(file.substr(8, 4)) != masked(crc32c(file.substr(0, 8))) || file.size() < length + 16 ||
            littleEndian(file.substr(12 + length, 4)) != masked(crc32c(file.substr(12, length)))) {
            qWarning() << "record" << records.size() << "is damaged";
            return {};
        }
        records.emplace_back(file.substr(12, length));
        file.remove_prefix(length + 16);
    }
    return file.empty() ? records : std::vector<std::string>();
}

/// The message as protobuf's own compiler reads it.
QString decoded(const std::string& message) {
    QProcess protoc;
    protoc.start("protoc", {"--decode=oneshot.test.Event", "--proto_path=" + test::sourcePath("tests/support"),
                            test::sourcePath("tests/support/event.proto")});
    protoc.write(message.data(), static_cast<qint64>(message.size()));
    protoc.closeWriteChannel();
    if (!protoc.waitForFinished() || protoc.exitCode() != 0) return protoc.readAllStandardError();
    return protoc.readAllStandardOutput();
}

}  // namespace

class TestTensorBoard : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void crcOfRfc3720_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<quint32>("crc");
        QByteArray ascending, descending;
        for (int i = 0; i < 32; ++i) {
            ascending.append(static_cast<char>(i));
            descending.append(static_cast<char>(31 - i));
        }
        // RFC 3720, appendix B.4; the last is the usual check value of CRC-32C.
        QTest::newRow("32 bytes of zeroes") << QByteArray(32, '\0') << 0x8a9136aaU;
        QTest::newRow("32 bytes of ones") << QByteArray(32, '\xff') << 0x62a8ab43U;
        QTest::newRow("32 bytes ascending") << ascending << 0x46dd794eU;
        QTest::newRow("32 bytes descending") << descending << 0x113fdb5cU;
        QTest::newRow("123456789") << QByteArray("123456789") << 0xe3069283U;
    }
    void crcOfRfc3720() {
        QFETCH(QByteArray, bytes);
        QFETCH(quint32, crc);
        QCOMPARE(crc32c({bytes.constData(), static_cast<std::size_t>(bytes.size())}), crc);
    }

    /// Length 3 and "abc"; the CRCs by TensorFlow's own masking of the values that another implementation gave.
    void recordIsFramed() {
        const std::string record = tfRecord("abc");
        QCOMPARE(record.size(), std::size_t(8 + 4 + 3 + 4));
        QCOMPARE(record.substr(0, 8), std::string("\3\0\0\0\0\0\0\0", 8));
        QCOMPARE(record.substr(12, 3), std::string("abc"));
        QCOMPARE(littleEndian(std::string_view(record).substr(15)), masked(0x364b3fb7U));  // CRC-32C of "abc"
    }

    void protobufReadsTheEvents() {
        if (QStandardPaths::findExecutable("protoc").isEmpty()) QSKIP("protobuf-compiler is not installed");
        RunReport report;
        report.name = "a run";
        report.run.startedUtc = "2026-11-23T14:12:05Z";
        report.metrics.value =
            std::vector<MetricRow>{{1, 0.5, 8, "loss", 2.5}, {300, 60.25, 2400, "accuracy_percent", 81.25}};
        const std::string file = tensorBoardEvents(report);
        const std::vector<std::string> records = recordsOf(file);
        QCOMPARE(records.size(), std::size_t(4));
        // `date -u -d 2026-11-23T14:12:05Z +%s` says 1795443125.
        QCOMPARE(decoded(records[0]), QString("wall_time: 1795443125\nfile_version: \"brain.Event:2\"\n"));
        const QString text = decoded(records[1]);
        for (const char* part : {"tag: \"report\"", "plugin_name: \"text\"", "dtype: STRING", "size: 1",
                                 "string_val: \"# One-shot training"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        QCOMPARE(decoded(records[2]),
                 QString("wall_time: 1795443125.5\nstep: 1\nsummary {\n  value {\n    tag: \"loss\"\n"
                         "    simple_value: 2.5\n  }\n}\n"));
        QCOMPARE(decoded(records[3]), QString("wall_time: 1795443185.25\nstep: 300\nsummary {\n  value {\n"
                                              "    tag: \"accuracy_percent\"\n    simple_value: 81.25\n  }\n}\n"));
        QCOMPARE(tensorBoardFileName(report), std::string("events.out.tfevents.1795443125.oneshot"));
    }
};

ONESHOT_TEST(TestTensorBoard)
#include "tst_tensorboard.moc"
