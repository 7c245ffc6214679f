#include <QtTest>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/models/network_fields.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;

using Change = std::function<void(Json&)>;
Q_DECLARE_METATYPE(Change)

class TestNetworkFields : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Checkpoints and fingerprints hold these very bytes.
    void saysEverything() {
        QCOMPARE(networkJson({}).dump(),
                 std::string(R"({"architecture":"compact","input_size":32,"normalise_ink":true,"ink_share":0.8,)"
                             R"("channels":1,"byte_input":false,"maps":[48,96,128,192],"pool_first":false,)"
                             R"("residual_blocks":0,"embedding":256,"dropout":0.2,"logit_scale":12.0,)"
                             R"("similarity":"default","comparison":"mean-score","context_steps":5,"tuning_steps":100,)"
                             R"("tuning_rate":1.0,"classes":0,"dense_layers":[64,64],"features":0,"controller":200,)"
                             R"("memory_slots":128,"memory_width":40,"read_heads":4,"usage_decay":0.95,)"
                             R"("labels":"one-hot","one_hot_labels":5})"));
    }

    void goesBothWays() {
        NetworkSettings memory{.architecture = Architecture::Dense, .input = {20, false, 0.5, 3}};
        memory.comparison = WayComparison::Memory;
        memory.labels = Labels::Letters;
        memory.denseLayers = {};
        memory.features = 7;
        memory.usageDecay = 0.1 + 0.2;
        NetworkSettings compact;
        compact.similarity = Similarity::SquaredEuclidean;
        compact.poolFirst = true;
        compact.residualBlocks = 2;
        compact.classes = 964;
        for (const NetworkSettings& settings : {memory, compact})
            QVERIFY(networkFromJson(Json::parse(networkJson(settings).dump())) == settings);
    }

    void olderCheckpointsHaveTheDefaults() {
        Json json = networkJson({});
        for (const char* key :
             {"byte_input", "pool_first", "residual_blocks", "logit_scale", "similarity", "comparison", "context_steps",
              "tuning_steps", "tuning_rate", "classes", "dense_layers", "features", "controller", "memory_slots",
              "memory_width", "read_heads", "usage_decay", "labels", "one_hot_labels"})
            json.erase(key);
        QVERIFY(networkFromJson(json) == NetworkSettings());
        json["similarity"] = "cosine";  // of a later version, in which all of its fields came
        QVERIFY_EXCEPTION_THROWN(networkFromJson(json), Json::exception);
    }

    void refusesWhatIsNoNetwork_data() {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
        row("negative embedding", [](Json& json) { json["embedding"] = -8; });
        row("two channels", [](Json& json) { json["channels"] = 2; });
        row("three convolutions", [](Json& json) { json["maps"] = {8, 8, 8}; });
        row("a convolution of no maps", [](Json& json) { json["maps"] = {8, 8, 8, 0}; });
        row("an input too small", [](Json& json) { json["architecture"] = "koch2015"; });
        row("another embedding than the maps leave", [](Json& json) { json["architecture"] = "conv4"; });
        row("vectors of no numbers", [](Json& json) { json["architecture"] = "dense"; });
        row("pixels that learn nothing", [](Json& json) {
            json.update({{"architecture", "pixels"}, {"embedding", 1024}});
        });
        row("more heads than slots", [](Json& json) { json.update({{"comparison", "memory"}, {"memory_slots", 3}}); });
    }
    void refusesWhatIsNoNetwork() {
        QFETCH(Change, change);
        Json json = networkJson({});
        change(json);
        VERIFY_SAYS(test::failureOf([&] { networkFromJson(json); }), "BadData: network: its sizes are out of range");
    }
};

ONESHOT_TEST(TestNetworkFields)
#include "tst_network_fields.moc"
