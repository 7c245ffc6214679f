#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/data/data_ref.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestDataRef : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refersToTheDataThatItWasMadeOf() {
        const auto glyphs = [](const std::string& seed) {
            return openDataset(parseDataSpec("glyphs:alphabet-count=1,drawer-count=2,seed=" + seed));
        };
        const Dataset data = glyphs("1");
        const DataRef ref = refOf(data);
        QCOMPARE(ref.spec, data.spec);
        QVERIFY(refersTo(ref, data));
        QVERIFY(!refersTo(ref, glyphs("2")));
        QVERIFY(refersTo({}, {}));  // there were none
    }

    void isReadBackUnderItsKeys() {
        const Json json = toJson({"x.zip", "abc"}, "data", "data_sha256");
        QCOMPARE(json, (Json{{"data", "x.zip"}, {"data_sha256", "abc"}}));
        const DataRef read = dataRefFrom(json, "data", "data_sha256");
        QCOMPARE(read.spec, std::string("x.zip"));
        QCOMPARE(read.sha256, std::string("abc"));
        QVERIFY_EXCEPTION_THROWN(dataRefFrom(json), Json::exception);
    }

    void bothOfATrainingHaveOneVersion() {
        DataRefs refs{{"a", "1"}, {"b", "2"}};
        Json json = toJson(refs);
        QCOMPARE(dataRefsFrom(json).validation.spec, std::string("b"));
        QCOMPARE(dataRefsFrom(json).validation.fingerprintVersion, fingerprintVersion);
        json.erase("fingerprint_version");  // as older programs wrote it
        json["validation"] = nullptr;
        QCOMPARE(dataRefsFrom(json).background.fingerprintVersion, 1);
        QVERIFY(dataRefsFrom(json).validation.spec.empty());
        json["fingerprint_version"] = fingerprintVersion + 1;
        QVERIFY_EXCEPTION_THROWN(dataRefsFrom(json), Json::exception);
    }
};

ONESHOT_TEST(TestDataRef)
#include "tst_data_ref.moc"
