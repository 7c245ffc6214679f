#include <QTest>
#include <exception>

#include "core/base/random.h"
#include "tests/fuzz/parsers.h"
#include "tests/support/files.h"
#include "tests/support/hostile_seeds.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

namespace {

/// What came out of the parser but an Error; "" where it kept its promise.
QString complaint(const fuzz::Parser& parser, const Bytes& input) try {
    parser.parse(input);
    return {};
} catch (const std::exception& error) {
    const QByteArray bytes(reinterpret_cast<const char*>(input.data()), std::ssize(input));
    return QString::fromUtf8(error.what()) + ", by the bytes " + QString::fromLatin1(bytes.toHex());
}

std::size_t placeIn(Random& random, const Bytes& bytes) {
    return static_cast<std::size_t>(below(random, static_cast<int>(bytes.size()) + 1));
}

void flipBit(Random& random, Bytes& bytes) {
    if (!bytes.empty())
        bytes[below(random, static_cast<int>(bytes.size()))] ^= static_cast<std::uint8_t>(1 << below(random, 8));
}

void changeByte(Random& random, Bytes& bytes) {
    if (!bytes.empty())
        bytes[below(random, static_cast<int>(bytes.size()))] = static_cast<std::uint8_t>(below(random, 256));
}

/// Numbers at the edges of their types, in binary and in text, over what is there or between it.
void insertNumber(Random& random, Bytes& bytes) {
    static const std::vector<Bytes> numbers{Bytes(4, 0xFF),
                                            Bytes(8, 0xFF),
                                            {0x7F, 0xFF, 0xFF, 0xFF},
                                            {0, 0, 0, 0x80},
                                            Bytes(8, 0),
                                            bytesOf("-1"),
                                            bytesOf("1e300"),
                                            bytesOf("1e999"),
                                            bytesOf("nan"),
                                            bytesOf("-0"),
                                            bytesOf("2147483648"),
                                            bytesOf("9223372036854775808"),
                                            bytesOf("18446744073709551616")};
    const Bytes& number = numbers[below(random, static_cast<int>(numbers.size()))];
    const std::size_t at = placeIn(random, bytes);
    if (below(random, 2)) bytes.resize(std::max(at, bytes.size() - std::min(bytes.size(), number.size())));
    bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), number.begin(), number.end());
}

/// The beginning of one and the end of the other.
void splice(Random& random, Bytes& bytes, const Bytes& other) {
    const auto from = static_cast<std::ptrdiff_t>(placeIn(random, other));
    bytes.resize(placeIn(random, bytes));
    bytes.insert(bytes.end(), other.begin() + from, other.end());
}

void repeatPart(Random& random, Bytes& bytes) {
    std::size_t begin = placeIn(random, bytes), end = placeIn(random, bytes);
    if (begin > end) std::swap(begin, end);
    const Bytes part(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                     bytes.begin() + static_cast<std::ptrdiff_t>(end));
    bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(end), part.begin(), part.end());
}

Bytes mutated(Random& random, const std::vector<ContainedFile>& seeds) {
    const auto any = [&]() -> const Bytes& { return seeds[below(random, static_cast<int>(seeds.size()))].bytes; };
    Bytes bytes = any();
    for (int changes = 1 + below(random, 4); changes > 0; --changes) switch (below(random, 5)) {
            case 0:
                flipBit(random, bytes);
                break;
            case 1:
                changeByte(random, bytes);
                break;
            case 2:
                insertNumber(random, bytes);
                break;
            case 3:
                splice(random, bytes, any());
                break;
            default:
                repeatPart(random, bytes);
        }
    return bytes;
}

}  // namespace

/// Of the parsers' promise: whatever the bytes, an Error or a result. tests/fuzz searches further.
class TestHostileFiles : public QObject {
    Q_OBJECT

  private slots:
    void seedsAndTheirTruncations_data() { eachParser(); }
    void seedsAndTheirTruncations() {
        QFETCH(QString, name);
        const fuzz::Parser& parser = fuzz::parserNamed(name.toStdString());
        for (const ContainedFile& seed : seedsOf(parser.name)) {
            Bytes cut = seed.bytes;
            cut.resize(std::min<std::size_t>(cut.size(), 2048));
            for (; !cut.empty(); cut.pop_back()) {
                const QString says = complaint(parser, cut);
                QVERIFY2(says.isEmpty(), qPrintable(says));
            }
            for (const Bytes& bytes : {seed.bytes, cut}) {
                const QString says = complaint(parser, bytes);
                QVERIFY2(says.isEmpty(), qPrintable(says));
            }
        }
    }

    void mutations_data() { eachParser(); }
    void mutations() {
        QFETCH(QString, name);
        const fuzz::Parser& parser = fuzz::parserNamed(name.toStdString());
        const std::vector<ContainedFile> seeds = seedsOf(parser.name);
        Random random = makeRandom(1, "mutations");
        for (int i = 0; i < 3000; ++i) {
            const QString says = complaint(parser, mutated(random, seeds));
            QVERIFY2(says.isEmpty(), qPrintable(says));
        }
    }

  private:
    static void eachParser() {
        QTest::addColumn<QString>("name");
        for (const fuzz::Parser& parser : fuzz::parsers())
            QTest::newRow(parser.name.c_str()) << QString::fromStdString(parser.name);
    }
};

ONESHOT_TEST(TestHostileFiles)
#include "tst_hostile_files.moc"
