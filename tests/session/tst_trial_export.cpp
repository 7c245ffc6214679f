#include <QtTest>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/json.h"
#include "tests/support/challenge.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/trials_csv.h"
#include "ui/session/trials/trial_export.h"

using namespace oneshot;
using namespace oneshot::session;
using test::failureOf;
using test::parseTrialsCsv;

class TestTrialExport : public QObject {
    Q_OBJECT
    SessionRecord session_ = test::someSession();
    std::vector<TrialRecord> trials_;
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        session_.id = 7;
        for (int number = 1; number <= 3; ++number) trials_.push_back(test::someTrial(session_, 7, number));
        trials_[1].answer = {-1, 2500, InputDevice::None, true, 60, 2};
        trials_[1].modelWay = -1;
        trials_[2].support.clear();
        trials_[2].modelScores.clear();
    }

    void aRowReadsAsItShould() {
        TrialRecord trial = trials_[0];
        trial.alphabet = QStringLiteral("Greek");
        trial.support = {QStringLiteral("Greek/alpha by 2"), QStringLiteral("Greek/beta by 2")};
        trial.query = QStringLiteral("Greek/beta by 5");
        trial.answer.milliseconds = 1234.5;
        trial.correctWay = 1;
        trial.answer.way = 0;
        trial.modelWay = 1;
        trial.otherAnswers = {{QStringLiteral("shipped"), {{-1, {0.5F, 0.5F}}, QStringLiteral("ab12"), true}}};
        const QList<QByteArray> lines = trialsCsv({&trial, 1}).split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0],
                 QByteArray(
                     "participant,session,trial,practice,source,data_sha256,alphabet,n_way,k_shot,within_alphabet,seed,"
                     "task_id,support,query,correct_position,response_position,correct,rt_ms,input_device,model,"
                     "model_fingerprint,model_position,model_correct,model_scores,seen_by_model,readable,"
                     "resumed,focus_lost,seen_before,screen_hz,screen_scale,version,shown_utc,answered_utc,"
                     "full_screen,shown_stamp,disturbances,utc_offset_minutes,excluded,exclusion_reason,other_models"));
        QCOMPARE(
            lines[1],
            QByteArray("K7QF-2M9D,7,1,true,data:glyphs:seed=2,data,Greek,3,2,false,18446744073709551615,"
                       "task 1 of seed 3,Greek/alpha by 2|Greek/beta by 2,Greek/beta by 5,2,1,false,"
                       "1234.5,mouse,pixels-l2,pixels-l2,2,true,0.1|-3.25|1e-08,true,true,false,false,"
                       "false,59.94,1.25,0.1.0,2026-11-25T09:31:01.005Z,2026-11-25T09:31:02.239Z,true,"
                       "painted,,60,false,,\"{\"\"shipped\"\":{\"\"fingerprint\"\":\"\"ab12\"\",\"\"position\"\":null,"
                       "\"\"scores\"\":[0.5,0.5],\"\"seen\"\":true}}\""));
    }

    void csvReadsBackAsItWas() {
        QVERIFY(parseTrialsCsv(trialsCsv(trials_)) == trials_);
        QVERIFY(parseTrialsCsv(trialsCsv({})).empty());
        TrialRecord trial = trials_[0];
        trial.alphabet.remove(QLatin1Char('\n'));
        QVERIFY(parseTrialsCsv(trialsCsv({&trial, 1}).replace("\n", "\r\n")).front() == trial);
    }

    void tellsWhatIsExcluded() {
        SessionRecord session = session_;
        session.note = QStringLiteral("came late,\nleft \"early\" 字");
        session.excluded = true;
        session.exclusionReason = QStringLiteral("asleep, twice");
        const TrialRecord trials[] = {test::someTrial(session, 7, 3), test::someTrial(session, 7, 4)};
        const QByteArray csv = trialsCsv(trials);
        QCOMPARE(csv.count(",60,true,\"asleep, twice\","), 1);
        QCOMPARE(csv.count(",,true,\"asleep, twice\","), 1);  // of a time whose offset was not noted
        QVERIFY(parseTrialsCsv(csv) == std::vector<TrialRecord>(std::begin(trials), std::end(trials)));
        const Json json = Json::parse(trialsJson(trials, {&session, 1}).toStdString());
        QVERIFY(json["sessions"][0]["note"] == session.note.toStdString());
        QVERIFY(json["sessions"][0]["excluded"] == true);
        QVERIFY(json["sessions"][0]["exclusion_reason"] == "asleep, twice");
        QVERIFY(json["sessions"][0]["utc_offset_minutes"] == -210);
        QVERIFY(json["trials"][0]["utc_offset_minutes"] == 60);
        QVERIFY(json["trials"][1]["utc_offset_minutes"].is_null());
        QVERIFY(json["trials"][1]["excluded"] == true);
    }

    /// Pictures make some protocols large.
    void protocolsAreToldOnce() {
        SessionRecord sessions[] = {session_, session_};
        for (SessionRecord& session : sessions)
            session.settings.study = {QStringLiteral("Shapes"), 2, QStringLiteral("ab12"), 7,
                                      QStringLiteral(R"({"name":"Shapes"})")};
        sessions[1].settings.study.participant = 8;
        const Json json = Json::parse(trialsJson({}, sessions).toStdString());
        QVERIFY(json["studies"] == Json::parse(R"({"ab12":{"name":"Shapes"}})"));
        for (int i = 0; i < 2; ++i) {
            const Json& session = json["sessions"][static_cast<std::size_t>(i)];
            QVERIFY(!session.contains("study_protocol"));
            QVERIFY(session["study"] == "Shapes" && session["study_version"] == 2);
            QVERIFY(session["participant_number"] == 7 + i);
            QVERIFY(session["other_models"] == Json({"shipped", "a \"net\", 字.safetensors"}));
        }
    }

    void csvKeepsScoresThatAreNoNumbers() {
        TrialRecord trial = trials_[0];
        trial.modelScores = {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()};
        const auto read = parseTrialsCsv(trialsCsv({&trial, 1}));
        QVERIFY(std::isinf(read[0].modelScores[0]) && std::isnan(read[0].modelScores[1]));
        const Json json = Json::parse(trialsJson({&trial, 1}, {}).toStdString());
        QVERIFY(json["trials"][0]["model_scores"] == Json({nullptr, nullptr}));
    }

    void jsonHoldsTheSame() {
        const Json json = Json::parse(trialsJson(trials_, {&session_, 1}).toStdString());
        QCOMPARE(json["trials"].size(), 3U);
        const Json& row = json["trials"][0];
        const TrialRecord& trial = trials_[0];
        QVERIFY(row["participant"] == trial.participant.toStdString());
        QVERIFY(row["alphabet"] == trial.alphabet.toStdString());
        QVERIFY(row["seed"] == trial.seed);
        QVERIFY(row["practice"] == true);
        QVERIFY(row["support"] ==
                Json({trial.support[0].toStdString(), trial.support[1].toStdString(), trial.support[2].toStdString()}));
        QVERIFY(row["correct_position"] == 3);
        QVERIFY(row["response_position"] == 2);
        QVERIFY(row["correct"] == false);
        QVERIFY(row["rt_ms"] == trial.answer.milliseconds);
        QVERIFY(row["model_scores"] == Json({0.1, -3.25, 1e-8}));
        QVERIFY(row["answered_utc"] == "2026-11-25T09:31:02.239Z");
        QVERIFY(json["trials"][1]["response_position"].is_null());
        QVERIFY(json["trials"][1]["model_position"].is_null());
        QVERIFY(json["trials"][2]["support"] == Json::array());
        const Json& session = json["sessions"][0];
        QVERIFY(session["session"] == 7);
        QVERIFY(session["state"] == "open");
        QVERIFY(session["consent"] == session_.settings.consent.toStdString());
        QVERIFY(session["readable_alphabets"][1] == session_.settings.readableAlphabets[1].toStdString());
    }

    void theDictionaryNamesEveryColumn() {
        const QStringList names = QString::fromUtf8(trialsCsv({})).trimmed().split(QLatin1Char(','));
        const Json json = Json::parse(trialsJson(trials_, {}).toStdString());
        const QStringList lines = QString::fromUtf8(dataDictionary()).trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), names.size() + 1);
        QCOMPARE(json["dictionary"].size(), static_cast<std::size_t>(names.size()));
        QCOMPARE(json["trials"][0].size(), static_cast<std::size_t>(names.size()));
        for (int i = 0; i < names.size(); ++i) {
            QVERIFY2(lines[i + 1].startsWith(names[i] + QLatin1Char(',')), qPrintable(lines[i + 1]));
            QVERIFY(!json["dictionary"][names[i].toStdString()]["meaning"].get<std::string>().empty());
        }
        QVERIFY(json["dictionary"]["rt_ms"]["unit"] == "ms");
    }

    void theCodebookTellsOfEveryColumn() {
        const QStringList names = QString::fromUtf8(trialsCsv({})).trimmed().split(QLatin1Char(','));
        const Json book = Json::parse(codebook(QStringLiteral("study")).toStdString());
        const Json dictionary = Json::parse(trialsJson(trials_, {}).toStdString())["dictionary"];
        QVERIFY(book["@type"] == "Dataset" && book["name"] == "study");
        QCOMPARE(book["variableMeasured"].size(), static_cast<std::size_t>(names.size()));
        for (int i = 0; i < names.size(); ++i) {
            const Json& variable = book["variableMeasured"][static_cast<std::size_t>(i)];
            QVERIFY(variable["name"] == names[i].toStdString());
            const Json& entry = dictionary[names[i].toStdString()];
            QVERIFY(variable["description"] == entry["meaning"]);
            const bool isNumber = entry["type"] == "integer" || entry["type"] == "number";
            QVERIFY2(variable.contains("minValue") == isNumber, qPrintable(names[i]));
            QCOMPARE(variable.value("levels", Json()) == Json({"true", "false"}), entry["type"] == "boolean");
            QCOMPARE(variable.value("unitText", ""), entry["unit"].get<std::string>());
        }
        const auto variable = [&](const char* name) {
            return book["variableMeasured"][static_cast<std::size_t>(names.indexOf(QLatin1String(name)))];
        };
        QVERIFY(variable("rt_ms")["unitText"] == "ms");
        QVERIFY(variable("utc_offset_minutes")["maxValue"] == 840);
        QVERIFY(variable("input_device")["levels"] == Json({"keyboard", "mouse", "touch", "pen"}));
    }

    void writesFilesWhole() {
        const auto place = [&](const char* name) { return QString::fromStdString((folder_ / name).string()); };
        writeTrials(place("study.csv"), trials_, {});
        const test::Bytes csv = test::readFile(folder_ / "study.csv");
        QVERIFY(parseTrialsCsv(QByteArray(reinterpret_cast<const char*>(csv.data()), csv.size())) == trials_);
        QVERIFY(test::readFile(folder_ / "study-dictionary.csv") == test::bytesOf(dataDictionary().toStdString()));
        QVERIFY(test::readFile(folder_ / "study-codebook.json") ==
                test::bytesOf(codebook(QStringLiteral("study")).toStdString()));
        writeTrials(place("study.JSON"), trials_, {&session_, 1});
        QVERIFY(test::readFile(folder_ / "study.JSON") ==
                test::bytesOf(trialsJson(trials_, {&session_, 1}).toStdString()));

        // With a mark for Excel, which is read back too.
        writeTrials(place("marked.csv"), trials_, {}, true);
        const test::Bytes marked = test::readFile(folder_ / "marked.csv");
        const QByteArray mark("\xef\xbb\xbf"), table(reinterpret_cast<const char*>(marked.data()), marked.size());
        QVERIFY(table == mark + trialsCsv(trials_));
        QVERIFY(parseTrialsCsv(table) == trials_);
        QVERIFY(test::readFile(folder_ / "marked-dictionary.csv") ==
                test::bytesOf((mark + dataDictionary()).toStdString()));

        VERIFY_SAYS(failureOf([&] { writeTrials(place("study.txt"), trials_, {}); }), "End it in .csv or .json");
        QVERIFY(!std::filesystem::exists(folder_ / "study.txt"));
        VERIFY_SAYS(failureOf([&] { writeTrials(place("none/study.csv"), trials_, {}); }),
                    "Failed: " + place("none/study").toUtf8());
    }
};

ONESHOT_TEST(TestTrialExport)
#include "tst_trial_export.moc"
