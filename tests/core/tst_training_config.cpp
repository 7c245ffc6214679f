#include <QtTest>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/compute/compute.h"
#include "core/training/presets.h"
#include "core/training/settings.h"
#include "core/training/trainer.h"
#include "core/training/training_config.h"
#include "tests/support/failure.h"
#include "tests/support/test_program.h"

using namespace oneshot;

class TestTrainingConfig : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void presetsAreValidAndNamed() {
        QVERIFY(presets().size() >= 2);
        for (const Preset& preset : presets()) {
            QCOMPARE(preset.config.preset, preset.name);
            QVERIFY(!preset.summary.empty());
            QVERIFY2(validate(preset.config).empty(), preset.name.c_str());
        }
        QVERIFY_EXCEPTION_THROWN(presetNamed("nonesuch"), Error);
    }

    void jsonGoesBothWays() {
        for (const Preset& preset : presets()) {
            TrainingConfig config = preset.config;
            config.seed = 9'007'199'254'740'991ULL;
            config.distortion.scale = 0.1 + 0.2;
            config.validation.withinAlphabet = false;
            const std::string text = toJson(config).dump();
            QVERIFY(trainingConfigFromJson(Json::parse(text), "test") == config);
        }
    }

    void jsonThatIsNotOursIsRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("unknown") << "wings"
                                 << "2";
        QTest::newRow("wrong kind") << "maps"
                                    << "\"many\"";
        QTest::newRow("unknown choice") << "loss"
                                        << "\"hinge\"";
        QTest::newRow("out of range") << "pairs_per_step"
                                      << "0";
        QTest::newRow("missing") << "seed"
                                 << "";
    }
    void jsonThatIsNotOursIsRefused() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        Json json = toJson(TrainingConfig());
        if (value.isEmpty())
            json.erase(key.toStdString());
        else
            json[key.toStdString()] = Json::parse(value.toStdString());
        try {
            trainingConfigFromJson(json, "run.json");
            QFAIL("it was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::BadData);
            QCOMPARE(error.where(), std::string("run.json"));
            QVERIFY2(error.problem().find(key.toStdString()) != std::string::npos, error.what());
        }
    }

    /// Every setting reads back the text that it gives.
    void settingsGoBothWaysAsText() {
        for (const Preset& preset : presets())
            for (const Setting& setting : settings()) {
                TrainingConfig config = preset.config;
                setSetting(config, setting, settingText(preset.config, setting));
                QVERIFY2(config == preset.config, std::string(setting.key).c_str());
                QVERIFY(!setting.description.empty());
            }
    }

    /// A run.json from before these settings: what was done then is their default.
    void settingsThatCameLaterMayBeMissing() {
        TrainingConfig config = presetNamed("koch2015").config;
        for (const Setting& setting : settings())
            if (setting.later)
                setSetting(config, setting,
                           setting.earlier.empty() ? settingText(TrainingConfig(), setting) : setting.earlier);
        Json json = toJson(config);
        int later = 0;
        for (const Setting& setting : settings())
            if (setting.later) later += static_cast<int>(json.erase(std::string(setting.key)));
        QCOMPARE(later, 47);
        QVERIFY(trainingConfigFromJson(json, "run.json") == config);
    }

    /// Runs of before go on as they began, down to the bytes of their weights files, which hold the configuration.
    void runsOfBeforeKeepTheirStrokeCoordinates() {
        QVERIFY(TrainingConfig().batches.strokeCoordinates == StrokeCoordinates::Exact);
        for (const Preset& preset : presets()) {
            Json json = toJson(preset.config);
            QCOMPARE(json.at("stroke_coordinates").get<std::string>(), std::string("exact"));
            json.erase("stroke_coordinates");
            const TrainingConfig before = trainingConfigFromJson(json, "run.json");
            QVERIFY(before.batches.strokeCoordinates == StrokeCoordinates::Shifted);
            QVERIFY(toJson(before) == json);
        }
    }

    void textThatIsNoValueIsRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::newRow("letters") << "steps"
                                 << "many";
        QTest::newRow("half a number") << "steps"
                                       << "10x";
        QTest::newRow("fraction") << "pairs_per_step"
                                  << "1.5";
        QTest::newRow("nan") << "learning_rate"
                             << "nan";
        QTest::newRow("negative seed") << "seed"
                                       << "-1";
        QTest::newRow("empty item") << "maps"
                                    << "1,,2";
        QTest::newRow("empty item of numbers") << "layer_rates"
                                               << "0.1,,0.2";
        QTest::newRow("neither") << "rotated_classes"
                                 << "maybe";
        QTest::newRow("choice") << "architecture"
                                << "resnet";
    }
    void textThatIsNoValueIsRefused() {
        QFETCH(QString, key);
        QFETCH(QString, text);
        TrainingConfig config;
        try {
            setSetting(config, settingNamed(key.toStdString()), text.toStdString());
            QFAIL("it was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidSetting);
            QCOMPARE(error.where(), key.toStdString());
        }
    }

    void rangesAreToldInWords_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* key, const char* text, const char* problem) {
            QTest::newRow(text) << QString(key) << QString(text) << QString(problem);
        };
        row("learning_rate", "inf", "must be a number between 1e-09 and 10, is \"inf\"");
        row("learning_rate", "1e400", "must be a number between 1e-09 and 10, is \"1e400\"");
        row("dropout", "0x1p-1", "must be a number between 0 and 0.95, is \"0x1p-1\"");
        row("pairs_per_step", "99999999999999999999", "must be a whole number between 2 and 65536");
        row("steps", "1e3", "must be a whole number between 0 and 1000000000, is \"1e3\"");
        row("minutes", "100001", "must be between 0.01 and 100000, is 100001");
        row("seed", "9007199254740992", "must be between 0 and 9007199254740991, is 9007199254740992");
    }
    void rangesAreToldInWords() {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QString, problem);
        TrainingConfig config;
        const QString said = test::failureOf([&] {
            setSetting(config, settingNamed(key.toStdString()), text.toStdString());
            requireValid(config);
        });
        QVERIFY2(said.contains(problem), qPrintable(said));
    }

    void mistypedNamesAreAnsweredWithTheNearest() {
        VERIFY_SAYS(test::failureOf([] { settingNamed("lr"); }), "Did you mean learning_rate?");
        VERIFY_SAYS(test::failureOf([] { presetNamed("koch"); }), "Did you mean koch2015?");
        TrainingConfig config;
        VERIFY_SAYS(test::failureOf([&] { setSetting(config, settingNamed("optimiser"), "adm"); }),
                    "Did you mean adam?");
        VERIFY_SAYS(test::failureOf([&] { setSetting(config, settingNamed("device"), "cda"); }), "Did you mean cuda?");
    }

    /// A configuration can be read where its device is not, but not trained.
    void theDeviceIsOfTheMachine() {
        TrainingConfig config;
        config.device = Device::Cuda;
        QVERIFY(trainingConfigFromJson(toJson(config), "run.json") == config);
        const QString failure = test::failureOf([&] { requireTrainable(config); });
        if (cudaAvailable())
            QCOMPARE(failure, QString());
        else
            VERIFY_SAYS(failure, "InvalidSetting: device: there is no CUDA device that this LibTorch can use");
        config.network.maps = {};
        VERIFY_SAYS(test::failureOf([&] { requireTrainable(config); }), "maps: must list the four convolutions");
    }

    /// Lists of numbers as text and as JSON; an empty one leaves the single value in force.
    void listsByLayer() {
        TrainingConfig config = presetNamed("koch2015").config;
        const Setting& rates = settingNamed("layer-rates");
        setSetting(config, rates, "0.1,0.2,1e-3,0.4,0.5,0");
        QCOMPARE(config.optimiser.layerRates, (std::vector<double>{0.1, 0.2, 1e-3, 0.4, 0.5, 0}));
        QCOMPARE(settingText(config, rates), std::string("0.1,0.2,0.001,0.4,0.5,0"));
        QVERIFY(trainingConfigFromJson(Json::parse(toJson(config).dump()), "test") == config);
        setSetting(config, rates, "");
        QVERIFY(config.optimiser.layerRates.empty() && settingText(config, rates).empty());
        config.optimiser.learningRate = 0.1;
        QVERIFY(validate(config).empty());
        Json json = toJson(config);
        json["layer_rates"] = {0.1, "many"};
        QVERIFY_EXCEPTION_THROWN(trainingConfigFromJson(json, "test"), Error);
    }

    /// Koch et al. 2015, as far as the paper publishes it.
    void koch2015IsThePaper() {
        const TrainingConfig c = presetNamed("koch2015").config;
        QVERIFY(c.optimiser.rule == OptimiserRule::Momentum && c.batches.pairRule == PairRule::Balanced);
        QCOMPARE(c.batches.pairsPerStep, 128);
        QVERIFY((std::set<std::int64_t>{30'000, 90'000, 150'000}).contains(c.batches.trainingPairs));
        QCOMPARE(c.batches.distortedCopies, 8);
        QCOMPARE(c.optimiser.epochDecay, 0.99);
        QVERIFY(c.distortion == (DistortionSettings{DistortionLaw::Uniform, 10, 0.2, 0.3, 2 / 52.5, 0}));
        QCOMPARE(c.length.epochs, 200);
        QCOMPARE(c.length.patience, 20);
        QCOMPARE(c.validation.tasks, 320);
        QCOMPARE(c.validation.ways, 20);
        // The values that it does not publish lie within what it searched.
        for (const double rate : c.optimiser.layerRates) QVERIFY(rate >= 1e-4 && rate <= 1e-1);
        for (const double momentum : c.optimiser.layerMomentum) QVERIFY(momentum >= 0 && momentum <= 1);
        for (const double l2 : c.loss.layerL2) QVERIFY(l2 >= 0 && l2 <= 0.1);
    }

    void keysAreFoundWithDashesAndNearOnesSuggested() {
        QCOMPARE(settingNamed("learning-rate").key, std::string_view("learning_rate"));
        try {
            settingNamed("learning_rat");
            QFAIL("it was found");
        } catch (const Error& error) {
            QVERIFY2(error.remedy().find("learning_rate") != std::string::npos, error.what());
        }
    }

    void unitsAreSaidOnce() {
        QCOMPARE(unitBeside(settingNamed("epochs")), std::string_view());  // "Maximum epochs"
        QCOMPARE(unitBeside(settingNamed("read_heads")), std::string_view());
        QCOMPARE(unitBeside(settingNamed("patience")), std::string_view("epochs"));
        QCOMPARE(unitBeside(settingNamed("glyph_share")), std::string_view("of the pairs"));
        for (const Setting& setting : settings()) {
            const std::string label = lowerCase(setting.label), unit(unitBeside(setting));
            QVERIFY2(unit.empty() || (' ' + label + ' ').find(' ' + unit + ' ') == std::string::npos, label.c_str());
        }
    }

    void everyFaultIsToldWithItsField() {
        TrainingConfig config;
        config.batches.pairsPerStep = 0;
        config.network.maps = {8, 8, 8};
        config.validation.intervalSteps = -1;
        config.optimiser.learningRate = std::numeric_limits<double>::quiet_NaN();
        QStringList keys;
        for (const FieldError& error : validate(config)) keys << QString::fromStdString(error.key);
        keys.sort();
        QCOMPARE(keys, QStringList({"evaluate_every", "learning_rate", "maps", "pairs_per_step"}));
        QVERIFY_EXCEPTION_THROWN(requireValid(config), Error);
    }

    void lossAndArchitectureMustFit() {
        TrainingConfig config = presetNamed("koch2015").config;
        config.batches.trainingPairs = config.batches.distortedCopies = 0;
        config.loss.kind = Loss::InBatchSoftmax;
        QCOMPARE(validate(config).size(), std::size_t(1));
        config = presetNamed("koch2015").config;
        config.network.input.size = 70;
        QCOMPARE(validate(config).front().key, std::string("input_size"));
    }

    void whatDoesNotFitIsTold_data() {
        QTest::addColumn<QByteArray>("preset");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("channels") << QByteArray("compact") << QByteArray("channels") << QByteArray("2");
        QTest::newRow("values") << QByteArray("compact") << QByteArray("initial_values") << QByteArray("bouma2017");
        QTest::newRow("bytes") << QByteArray("compact") << QByteArray("byte_input") << QByteArray("true");
        QTest::newRow("pairs") << QByteArray("compact") << QByteArray("pairs") << QByteArray("distinct-classes");
        QTest::newRow("blocks") << QByteArray("koch2015") << QByteArray("residual_blocks") << QByteArray("1");
        QTest::newRow("pool") << QByteArray("koch2015") << QByteArray("pool_first") << QByteArray("true");
        QTest::newRow("neighbours") << QByteArray("koch2015") << QByteArray("neighbours") << QByteArray("8");
        QTest::newRow("similarity") << QByteArray("koch2015") << QByteArray("similarity") << QByteArray("cosine");
        QTest::newRow("comparison") << QByteArray("koch2015") << QByteArray("comparison") << QByteArray("prototype");
        QTest::newRow("context") << QByteArray("compact") << QByteArray("comparison") << QByteArray("full-context");
        QTest::newRow("conv4") << QByteArray("matching") << QByteArray("embedding") << QByteArray("65");
        QTest::newRow("conv4 input") << QByteArray("matching") << QByteArray("input_size") << QByteArray("15");
        QTest::newRow("memory of another loss") << QByteArray("mann") << QByteArray("loss") << QByteArray("episodes");
        QTest::newRow("presentations") << QByteArray("transfer") << QByteArray("loss") << QByteArray("presentations");
        QTest::newRow("glyphs in presentations")
            << QByteArray("mann") << QByteArray("glyph_share") << QByteArray("0.5");
        QTest::newRow("ways beyond labels") << QByteArray("mann") << QByteArray("ways") << QByteArray("6");
        QTest::newRow("evaluation beyond labels")
            << QByteArray("mann") << QByteArray("evaluation_ways") << QByteArray("20");
        QTest::newRow("pixels") << QByteArray("mann") << QByteArray("embedding") << QByteArray("401");
        QTest::newRow("slots are found by cosine")
            << QByteArray("mann") << QByteArray("similarity") << QByteArray("weighted-l1");
        QTest::newRow("noise") << QByteArray("matching") << QByteArray("noise") << QByteArray("0.1");
        QTest::newRow("layers") << QByteArray("compact") << QByteArray("layer_l2") << QByteArray("0,0,0,0,0,0");
        QTest::newRow("five rates") << QByteArray("koch2015") << QByteArray("layer_rates")
                                    << QByteArray("0.1,0.1,0.1,0.1,0.1");
        QTest::newRow("rate too high") << QByteArray("koch2015") << QByteArray("layer_rates")
                                       << QByteArray("0.1,0.1,0.1,0.1,0.1,11");
        QTest::newRow("rate in vain") << QByteArray("koch2015") << QByteArray("learning_rate") << QByteArray("0.1");
        QTest::newRow("L2 in vain") << QByteArray("koch2015") << QByteArray("l2_dense") << QByteArray("0.1");
        QTest::newRow("momentum of adam")
            << QByteArray("bouma2017") << QByteArray("layer_momentum") << QByteArray("0.5,0.5,0.5,0.5,0.5,0.5");
        QTest::newRow("decay") << QByteArray("koch2015") << QByteArray("weight_decay") << QByteArray("0.1");
        QTest::newRow("copies") << QByteArray("compact") << QByteArray("distorted_copies") << QByteArray("8");
        QTest::newRow("fixed") << QByteArray("bouma2017") << QByteArray("training_pairs") << QByteArray("100");
    }
    void whatDoesNotFitIsTold() {
        QFETCH(QByteArray, preset);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        TrainingConfig config = presetNamed(preset.toStdString()).config;
        setSetting(config, settingNamed(key.toStdString()), value.toStdString());
        const std::vector<FieldError> errors = validate(config);
        QCOMPARE(errors.size(), std::size_t(1));
        QCOMPARE(errors.front().key, key.toStdString());
    }

    /// With letters there are labels enough, and vectors can be remembered too.
    void memoriesThatFit() {
        TrainingConfig config = presetNamed("mann-letters").config;
        config.batches.ways = 20;
        QVERIFY(validate(config).empty());
        config = presetNamed("mann").config;
        config.batches.ways = config.validation.ways = 20;
        QCOMPARE(validate(config).size(), std::size_t(2));
        config.network.oneHotLabels = 20;
        QVERIFY(validate(config).empty());
        config.network.architecture = Architecture::Dense;
        QVERIFY(validate(config).empty());
        config.network.memorySlots = 3;
        QCOMPARE(validate(config).front().key, std::string("read_heads"));
        config = presetNamed("mann").config;
        config.network.comparison = WayComparison::Prototype;
        config.loss.kind = Loss::Episodes;
        QCOMPARE(validate(config).front().key, std::string("comparison"));
    }

    void glyphsAreNoVectors() {
        TrainingConfig config = presetNamed("matching").config;
        config.network.architecture = Architecture::Dense;
        QVERIFY(validate(config).empty());
        config.batches.glyphShare = 0.5;
        QCOMPARE(validate(config).front().key, std::string("glyph_share"));
    }

    void aLossNeedsItsSimilarity() {
        TrainingConfig config = presetNamed("prototypical").config;
        config.loss.kind = Loss::Contrastive;
        QVERIFY(validate(config).empty());
        config.network.similarity = Similarity::Cosine;
        QCOMPARE(validate(config).front().key, std::string("loss"));
        config.loss.kind = Loss::PairCrossEntropy;
        QCOMPARE(validate(config).front().key, std::string("loss"));
        for (const Similarity similarity : {Similarity::WeightedL1, Similarity::Bilinear}) {
            config.network.similarity = similarity;
            QVERIFY(validate(config).empty());
        }
    }
};

ONESHOT_TEST(TestTrainingConfig)
#include "tst_training_config.moc"
