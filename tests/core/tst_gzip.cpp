#include <QTest>

#include "core/base/random.h"
#include "core/files/gzip.h"
#include "tests/support/examples.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

class TestGzip : public QObject {
    Q_OBJECT

  private slots:
    void gunzips() {
        Bytes bytes(300'000);
        Random random = makeRandom(1, "gzip");
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(below(random, 7));
        const Bytes packed = gzipOf(bytes);
        QVERIFY(isGzip(packed));
        QCOMPARE(gunzip(packed, "a.gz", 300'000), bytes);
        VERIFY_SAYS(failureOf([&] { gunzip(packed, "a.gz", 299'999); }), "BadData: a.gz: unpacks to more than 299999");
    }

    void refusesBadGzip() {
        const Bytes whole = gzipOf(bytesOf("four images"));
        for (std::size_t size = 0; size < whole.size(); ++size)
            VERIFY_SAYS(failureOf([&] {
                            gunzip({whole.data(), size}, "a.gz", 1000);
                        }),
                        "BadData: a.gz: is not a sound");
        Bytes changed = whole;
        changed[changed.size() - 6] ^= 1;  // of the checksum
        VERIFY_SAYS(failureOf([&] { gunzip(changed, "a.gz", 1000); }), "incorrect data check");
        Bytes longer = whole;
        longer.push_back(0);
        VERIFY_SAYS(failureOf([&] { gunzip(longer, "a.gz", 1000); }), "bytes follow its end");
    }
};

ONESHOT_TEST(TestGzip)
#include "tst_gzip.moc"
