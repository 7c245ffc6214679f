#include <QtTest>
#include <cstring>

#include "core/base/error.h"
#include "core/models/models.h"
#include "core/models/safetensors.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

SafeTensors example() {
    SafeTensors content;
    TensorBytes matrix{"F32", {2, 3}, std::vector<std::uint8_t>(24)};
    for (std::size_t i = 0; i < matrix.bytes.size(); ++i) matrix.bytes[i] = static_cast<std::uint8_t>(i);
    content.tensors["b.matrix"] = matrix;
    content.tensors["a.empty"] = {"I64", {0}, {}};
    content.tensors["c.scalar"] = {"F32", {}, {0, 0, 128, 63}};
    content.metadata = {{"step", "7"}, {"a", "ä\"\\"}};
    return content;
}

std::string withHeader(const std::string& header, const std::string& data) {
    const std::uint64_t size = header.size();
    std::string file(8, '\0');
    std::memcpy(file.data(), &size, 8);
    return file + header + data;
}

}  // namespace

class TestSafeTensors : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    std::filesystem::path path(const char* name) const { return folder_ / name; }
    static void write(const std::filesystem::path& file, const std::string& bytes) {
        test::writeFile(file, test::bytesOf(bytes));
    }

  private Q_SLOTS:
    void readsBackWhatItWrote() {
        const SafeTensors content = example();
        writeSafeTensors(path("x"), content);
        const SafeTensors read = readSafeTensors(path("x"));
        QVERIFY(read.metadata == content.metadata);
        QCOMPARE(read.tensors.size(), content.tensors.size());
        for (const auto& [name, tensor] : content.tensors) {
            QVERIFY(read.tensors.at(name).shape == tensor.shape);
            QVERIFY(read.tensors.at(name).bytes == tensor.bytes);
        }
        QVERIFY(!std::filesystem::exists(path("x.part")));
    }

    void equalContentGivesEqualBytes() {
        writeSafeTensors(path("one"), example());
        writeSafeTensors(path("two"), example());
        QCOMPARE(test::readFile(path("one")), test::readFile(path("two")));
    }

    void overlapsGapsAndRepeatedKeysAreRefused() {
        const auto refused = [&](const std::string& header, std::size_t bytes) {
            write(path("odd"), withHeader(header, std::string(bytes, '\0')));
            QVERIFY_EXCEPTION_THROWN(readSafeTensors(path("odd")), Error);
        };
        const auto tensor = [](const char* name, int begin, int end) {
            return QStringLiteral(R"("%1":{"dtype":"F32","shape":[1],"data_offsets":[%2,%3]})")
                .arg(name)
                .arg(begin)
                .arg(end)
                .toStdString();
        };
        write(path("odd"), withHeader("{" + tensor("a", 0, 4) + "," + tensor("b", 4, 8) + "}", std::string(8, '\0')));
        QCOMPARE(readSafeTensors(path("odd")).tensors.size(), 2U);
        refused("{" + tensor("a", 0, 4) + "," + tensor("b", 0, 4) + "}", 4);
        refused("{" + tensor("a", 0, 4) + "," + tensor("b", 8, 12) + "}", 12);
        refused("{" + tensor("a", 0, 4) + "," + tensor("a", 4, 8) + "}", 8);
        refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", 4);
        refused(std::string(100'000, '['), 0);
    }

    void everyTruncationIsRefused() {
        writeSafeTensors(path("whole"), example());
        const test::Bytes bytes = test::readFile(path("whole"));
        const std::string whole(bytes.begin(), bytes.end());
        for (std::size_t size = 0; size < whole.size(); ++size) {
            write(path("cut"), whole.substr(0, size));
            QVERIFY_EXCEPTION_THROWN(readSafeTensors(path("cut")), Error);
        }
        write(path("cut"), whole + "x");
        QVERIFY_EXCEPTION_THROWN(readSafeTensors(path("cut")), Error);
    }

    void brokenHeadersAreRefused_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("no json") << QByteArray("{nonsense");
        QTest::newRow("no object") << QByteArray("[1, 2]");
        QTest::newRow("unknown type") << QByteArray(R"({"t":{"dtype":"Q9","shape":[1],"data_offsets":[0,4]}})");
        QTest::newRow("past the end") << QByteArray(R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})");
        QTest::newRow("shape too large") << QByteArray(R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})");
        QTest::newRow("negative") << QByteArray(R"({"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})");
        QTest::newRow("overflow") << QByteArray(
            R"({"t":{"dtype":"F32","shape":[4611686018427387905,1],"data_offsets":[0,4]}})");
        QTest::newRow("backwards") << QByteArray(R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})");
        QTest::newRow("no offsets") << QByteArray(R"({"t":{"dtype":"F32","shape":[1]}})");
        QTest::newRow("metadata") << QByteArray(R"({"__metadata__":{"a":1}})");
    }
    void brokenHeadersAreRefused() {
        QFETCH(QByteArray, header);
        write(path("broken"), withHeader(header.toStdString(), "1234"));
        try {
            readSafeTensors(path("broken"));
            QFAIL("it was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::BadData);
            QCOMPARE(error.where(), path("broken").string());
        }
    }

    void aFolderThatCannotBeWrittenIsAnError() {
        QVERIFY_EXCEPTION_THROWN(writeSafeTensors(path("no/such/folder/x"), example()), Error);
        QVERIFY_EXCEPTION_THROWN(readSafeTensors(path("missing")), Error);
    }

    void aSoundFileThatIsNoModelIsRefused() {
        writeSafeTensors(path("other.safetensors"), example());
        QVERIFY_EXCEPTION_THROWN(openModel(path("other.safetensors").string()), Error);
        QVERIFY_EXCEPTION_THROWN(openModel(path("missing").string()), Error);
        QVERIFY_EXCEPTION_THROWN(openModel(folder_.path().string()), Error);
    }
};

ONESHOT_TEST(TestSafeTensors)
#include "tst_safetensors.moc"
