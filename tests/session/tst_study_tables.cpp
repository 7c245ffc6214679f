#include <QtTest>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/json.h"
#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "tests/support/challenge.h"
#include "tests/support/csv_table.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/trials_csv.h"
#include "ui/session/challenge/study_figures.h"
#include "ui/session/studies/study_settings.h"
#include "ui/session/studies/study_tables.h"

using namespace oneshot;
using namespace oneshot::session;
using test::CsvRecord;
using test::CsvTable;
using test::failureOf;
using test::parseCsv;

namespace {

const QString firstCode = QStringLiteral("AAAA-2222"), excludedCode = QStringLiteral("BBBB-3333"),
              laterCode = QStringLiteral("CCCC-4444"), freeCode = QStringLiteral("DDDD-5555");

/// Two blocks of two trials in counterbalanced order, after one for practice, answered by two models.
Study madeUpStudy() {
    Study study = shippedStudy("blank");
    study.name = "Shapes: 字";
    study.author = "A. Author";
    study.tasks.order = StudyOrder::Counterbalanced;
    study.tasks.blocks = 2;
    study.tasks.trials = 4;
    study.tasks.practice = 1;
    study.models = {"pixels-l2", "random"};
    study.questionsBefore = {{"age", "How old?", QuestionType::WholeNumber, true, 16, 99},
                             {"hand", "Which hand?", QuestionType::Choice, false, 0, 100, {"left", "right"}},
                             {"glasses", "Glasses?", QuestionType::YesNo},
                             {"reads", "Which do you read?", QuestionType::Alphabets}};
    study.questionsAfter = {{"again", "Once more?", QuestionType::WholeNumber},
                            {"comments", "What else?", QuestionType::Text}};
    return study;
}

Study secondVersion() {
    Study study = madeUpStudy();
    study.questionsBefore[0].text = "How old are you?";
    return versionAfter(study, madeUpStudy());
}

}  // namespace

/// What `oneshot study export` writes, read back; and that command.
class TestStudyTables : public QObject, test::ProgramInHome {
    Q_OBJECT
    std::filesystem::path file_;
    std::unique_ptr<TrialStore> window_;  ///< open meanwhile, as a window has it

    qint64 addSession(const Study* study, int number, const QString& code, int trials, const QString& before) {
        SessionRecord session = test::someSession(code);
        if (study) session.settings = settingsOf(*study, number, {});
        session.settings.participant = code;
        session.answersBefore = before;
        session.answersAfter =
            trials == 5 ? QStringLiteral("{\"comments\":\"quick, \\\"easy\\\"\\nGrüße 字\"}") : QString();
        session.id = window_->addSession(session);
        for (int trial = 1; trial <= trials; ++trial) window_->addTrial(test::someTrial(session, session.id, trial));
        return session.id;
    }

    StudyData data(const QString& study) const { return studyData(TrialStore::readOnly(file_), study); }

    static QByteArray fileOf(const std::vector<ExportedFile>& files, const std::string& name) {
        const auto found = std::ranges::find(files, name, &ExportedFile::name);
        return found == files.end() ? QByteArray() : found->bytes;
    }

  private Q_SLOTS:
    void initTestCase() {
        file_ = path(QStringLiteral("workbench.sqlite")).toStdString();
        window_ = std::make_unique<TrialStore>(file_);
        const Study first = madeUpStudy(), second = secondVersion();
        QCOMPARE(second.version, 2);
        const QString answers = QStringLiteral(R"({"age":34,"hand":"left","glasses":true,"reads":["Greek","a|b"]})");
        QCOMPARE(addSession(&first, 1, firstCode, 5, answers), 1);
        QCOMPARE(addSession(&first, 2, excludedCode, 3, QStringLiteral(R"({"age":50})")), 2);
        QCOMPARE(addSession(&second, 3, laterCode, 0, {}), 3);
        QCOMPARE(addSession(nullptr, 0, freeCode, 2, {}), 4);
        window_->setExclusion(2, QStringLiteral("slept, twice"));
    }

    void aRowIsATrialOfAPerson() {
        const StudyData all = data(QStringLiteral("shapes字"));  // without case, blanks and punctuation
        const CsvTable table = parseCsv(fileOf(studyTables(all, false), "trials.csv"));
        QCOMPARE(table.rows.size(), 8U);
        QVERIFY(!table.columns.contains(QStringLiteral("model_scores")));
        for (int i = 0; i < 8; ++i) {
            const bool isFirst = i < 5;
            CsvRecord row = table.rows[i];
            const TrialRecord trial = window_->trials(isFirst ? 1 : 2)[isFirst ? i : i - 5];
            QCOMPARE(row[QStringLiteral("study")], QStringLiteral("Shapes: 字"));
            QCOMPARE(row[QStringLiteral("study_version")], QStringLiteral("1"));
            QCOMPARE(row[QStringLiteral("study_sha256")].toStdString(), contentSha256(madeUpStudy()));
            QCOMPARE(row[QStringLiteral("participant")], isFirst ? firstCode : excludedCode);
            QCOMPARE(row[QStringLiteral("participant_number")], isFirst ? QStringLiteral("1") : QStringLiteral("2"));
            QCOMPARE(row[QStringLiteral("trial")], QString::number(trial.number));
            QCOMPARE(test::numberOf<double>(row[QStringLiteral("rt_ms")]), trial.answer.milliseconds);
            QCOMPARE(row[QStringLiteral("correct")] == QStringLiteral("true"), trial.correct());
            QCOMPARE(test::itemsOf(row[QStringLiteral("support")]), trial.support);
            QCOMPARE(row[QStringLiteral("excluded")], isFirst ? QStringLiteral("false") : QStringLiteral("true"));
            QCOMPARE(row[QStringLiteral("before_age")], isFirst ? QStringLiteral("34") : QStringLiteral("50"));
            QCOMPARE(row[QStringLiteral("after_comments")],
                     isFirst ? QStringLiteral("quick, \"easy\"\nGrüße 字") : QString());
        }
        CsvRecord row = table.rows[0];
        QCOMPARE(row[QStringLiteral("before_glasses")], QStringLiteral("true"));
        QCOMPARE(test::itemsOf(row[QStringLiteral("before_reads")]), QStringList({"Greek", "a|b"}));
        QCOMPARE(row[QStringLiteral("after_again")], QString());
    }

    /// Of two blocks the first participant does 1, 2; the second one 2, 1.
    void blocksAreThoseOfTheStudy() {
        const CsvTable table = parseCsv(fileOf(studyTables(data(QStringLiteral("Shapes: 字")), false), "trials.csv"));
        QStringList places;
        for (CsvRecord row : table.rows)
            places += row[QStringLiteral("block")] + u'/' + row[QStringLiteral("block_position")];
        QCOMPARE(places, QString("/ 1/1 1/1 2/2 2/2 / 2/1 2/1").split(u' '));
    }

    void modelsHaveATableOfTheirOwn() {
        const CsvTable table = parseCsv(fileOf(studyTables(data(QStringLiteral("Shapes: 字:1")), false), "models.csv"));
        QCOMPARE(table.rows.size(), 16U);
        std::set<std::pair<QString, QString>> trials;
        for (std::size_t i = 0; i < 16; ++i) {
            CsvRecord row = table.rows[i];
            trials.insert({row[QStringLiteral("session")], row[QStringLiteral("trial")]});
            const bool isFirst = i % 2 == 0;
            const int other = row[QStringLiteral("trial")].toInt() % 4;  // see someTrial()
            QCOMPARE(row[QStringLiteral("model")], isFirst ? QStringLiteral("pixels-l2") : QStringLiteral("random"));
            QCOMPARE(row[QStringLiteral("model_place")], isFirst ? QStringLiteral("1") : QStringLiteral("2"));
            QCOMPARE(row[QStringLiteral("model_position")], isFirst      ? QStringLiteral("3")
                                                            : other == 0 ? QString()
                                                                         : QString::number(other));
            QCOMPARE(row[QStringLiteral("model_correct")] == QStringLiteral("true"), isFirst || other == 3);
            const double difficulty = isFirst ? double(0.1F) - double(1e-8F) : double(1e-8F) - double(0.1F);
            QCOMPARE(test::numberOf<double>(row[QStringLiteral("model_difficulty")]), difficulty);
            QCOMPARE(row[QStringLiteral("model_scores")],
                     isFirst ? QStringLiteral("0.1|-3.25|1e-08") : QStringLiteral("1e-08|-0.5|0.1"));
        }
        QCOMPARE(trials.size(), 8U);
    }

    void sessionsWithoutATrialAreThere() {
        const CsvTable table = parseCsv(fileOf(studyTables(data(QStringLiteral("Shapes: 字")), false), "sessions.csv"));
        QCOMPARE(table.rows.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            CsvRecord row = table.rows[i];
            QCOMPARE(row[QStringLiteral("participant_number")], QString::number(i + 1));
            QCOMPARE(row[QStringLiteral("answered")], QStringList({"5", "3", "0"})[static_cast<qsizetype>(i)]);
            QCOMPARE(row[QStringLiteral("exclusion_reason")], i == 1 ? QStringLiteral("slept, twice") : QString());
            QCOMPARE(row[QStringLiteral("study_version")], i == 2 ? QStringLiteral("2") : QStringLiteral("1"));
        }
        QVERIFY(!table.columns.contains(QStringLiteral("study_protocol")));
    }

    void theCodebookTellsOfEveryColumn() {
        const std::vector<ExportedFile> files = studyTables(data(QStringLiteral("Shapes: 字")), false);
        const Json book = Json::parse(fileOf(files, "codebook.json").toStdString());
        QVERIFY(book["@type"] == "Dataset" && book["name"] == "Shapes: 字" && book["author"] == "A. Author");
        QVERIFY(book["version"] == "1, 2");
        std::map<std::string, Json> variables;
        for (const Json& variable : book["variableMeasured"]) {
            QVERIFY(!variable["description"].get<std::string>().empty());
            QVERIFY(variables.emplace(variable["name"], variable).second);
        }
        QCOMPARE(book["hasPart"].size(), 3U);
        for (const Json& part : book["hasPart"]) {
            QStringList told;
            for (const Json& variable : part["variableMeasured"]) {
                told += QString::fromStdString(variable["name"]);
                QVERIFY2(variables.contains(variable["name"]), qPrintable(told.last()));
                QVERIFY2(!variable["description"].get<std::string>().empty(), qPrintable(told.last()));
            }
            QCOMPARE(told, parseCsv(fileOf(files, part["name"])).columns);
        }
        const Json age = variables.at("before_age");
        QVERIFY(age["minValue"] == 16 && age["maxValue"] == 99);
        QVERIFY(age["description"] == "the person's answer to: How old are you?");  // as the newest version asks it
        QVERIFY(variables.at("before_hand")["levels"] == Json({"left", "right"}));
        QVERIFY(variables.at("before_glasses")["levels"] == Json({"true", "false"}));
        QVERIFY(variables.at("rt_ms")["unitText"] == "ms");
    }

    void protocolsCanBeRunAgain() {
        const std::vector<ExportedFile> files = studyTables(data(QStringLiteral("Shapes: 字")), false);
        QCOMPARE(files.size(), 6U);
        for (const Study& study : {madeUpStudy(), secondVersion()}) {
            const std::string name =
                "study-v" + std::to_string(study.version) + '-' + contentSha256(study).substr(0, 8) + ".json";
            const StudyReading reading = parseStudy(fileOf(files, name).toStdString(), name);
            QVERIFY(reading.faults.empty());
            QVERIFY(reading.study == study);
        }
    }

    /// All cells of the tables, with their types.
    void oneFileHoldsTheSame() {
        const StudyData all = data({});
        const Json json = studyJson(all);
        QVERIFY(json["format"] == "oneshot-study-export");
        QCOMPARE(json["studies"].size(), 2U);
        QVERIFY(studyFromJson(json["studies"][0], "export") == madeUpStudy());
        const std::vector<ExportedFile> files = studyTables(all, false);
        for (const char* name : {"trials", "models", "sessions"}) {
            const CsvTable table = parseCsv(fileOf(files, std::string(name) + ".csv"));
            QCOMPARE(json[name].size(), table.rows.size());
            for (std::size_t i = 0; i < table.rows.size(); ++i)
                for (const auto& [column, text] : table.rows[i]) {
                    const Json& value = json[name][i][column.toStdString()];
                    if (value.is_array()) {
                        QCOMPARE(std::ssize(value), test::itemsOf(text).size());
                        continue;
                    }
                    const std::string written = value.is_null()     ? std::string()
                                                : value.is_string() ? value.get<std::string>()
                                                                    : value.dump();
                    if (value.is_number_float())
                        QCOMPARE(value.get<double>(), test::numberOf<double>(text));
                    else
                        QCOMPARE(QString::fromStdString(written), text);
                }
        }
        QVERIFY(json["trials"][0]["before_age"] == 34);
        QVERIFY(json["trials"][0]["before_reads"] == Json({"Greek", "a|b"}));
        QVERIFY(json["trials"][0]["block"].is_null() && json["trials"][1]["block"] == 1);
        QVERIFY(json["trials"][8]["study"] == "");  // of the session with settings of its own
    }

    void saysWhichStudiesThereAre() {
        VERIFY_SAYS(failureOf([&] { data(QStringLiteral("Shapse: 字")); }),
                    "InvalidSetting: --study: no session here is of a study \"Shapse: 字\". Did you mean");
        VERIFY_SAYS(failureOf([&] { data(QStringLiteral("other")); }), "There are: Shapes: 字.");
        VERIFY_SAYS(failureOf([&] { data(QStringLiteral("Shapes: 字:7")); }),
                    "no session here is of version 7 of Shapes: 字. There are: 1, 2.");
        QCOMPARE(data(QStringLiteral("Shapes: 字:2")).sessions.size(), 1U);
        QCOMPARE(data({}).sessions.size(), 4U);
    }

    void theCommandWritesAFolder() {
        const QStringList command{"study", "export", "--study", "shapes 字", "--out", path("tables")};
        const test::Outcome outcome = run(command + QStringList{"--json", "--bom"});
        QVERIFY2(outcome.status == 0, outcome.messages.constData());
        const QJsonObject told = outcome.json();
        QCOMPARE(told["sessions"].toInt(), 3);
        QCOMPARE(told["participants"].toInt(), 3);
        QCOMPARE(told["excluded_sessions"].toInt(), 1);
        QCOMPARE(told["trials"].toInt(), 8);
        QCOMPARE(told["studies"].toArray().size(), 2);
        const StudyData all = data("Shapes: 字");
        const std::vector<ExportedFile> files = studyTables(all, true);
        QCOMPARE(told["files"].toArray().size(), std::ssize(files) + 1);
        QCOMPARE(test::fileText(path("tables/figures.json").toStdString()), studyFigures(all).dump(2) + '\n');
        for (const ExportedFile& file : files)
            QCOMPARE(test::contentOf(path("tables/" + QString::fromStdString(file.name))), file.bytes);
        QVERIFY(test::contentOf(path("tables/trials.csv"))
                    .startsWith("\xef\xbb\xbf"
                                "study,"));

        const test::Outcome again = run(command);
        QCOMPARE(again.status, 2);
        QVERIFY2(again.messages.contains("--overwrite"), again.messages.constData());
        const test::Outcome replaced = run(command + QStringList{"--overwrite"});
        QVERIFY2(replaced.status == 0, replaced.messages.constData());
        QVERIFY2(replaced.output.contains("8 trials in 3 sessions of 3 participants\n") &&
                     replaced.output.contains("Excluded, and marked so: 1 session\n"),
                 replaced.output.constData());
        QVERIFY(test::contentOf(path("tables/trials.csv")).startsWith("study,"));
    }

    void theCommandWritesOneFile() {
        QCOMPARE(run({"study", "export", "--out", path("all.json")}).status, 0);
        Json json = studyJson(data({}));
        json["figures"] = studyFigures(data({}))["studies"];
        QVERIFY(Json::parse(test::fileText(path("all.json").toStdString())) == json);
        QCOMPARE(run({"study", "export", "--out", path("all.json")}).status, 2);
        QCOMPARE(run({"study", "export", "--out", path("all.json"), "--overwrite"}).status, 0);
    }

    void theCommandRefusesWhatItCannotDo_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no such study") << QStringList{"--study", "shape", "--out", "o"} << QByteArray("Did you mean");
        QTest::newRow("one table") << QStringList{"--out", "a.csv"} << QByteArray("Name a folder");
        QTest::newRow("mark in JSON") << QStringList{"--out", "a.json", "--bom"} << QByteArray("--bom: is for tables");
        QTest::newRow("nowhere") << QStringList{} << QByteArray("--out");
    }
    void theCommandRefusesWhatItCannotDo() {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, words);
        const test::Outcome outcome = run(QStringList{"study", "export"} + options);
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.messages.contains(words), outcome.messages.constData());
    }

    void theCommandSaysWhereNobodyWasAsked() {
        QProcess process;
        process.start(test::oneshotProgram(), {"--home", path("empty"), "study", "export", "--out", path("nothing")});
        const test::Outcome outcome = test::outcomeOf(process);
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.messages.contains("no session of people is stored there"), outcome.messages.constData());
        QVERIFY(!QFile::exists(path("empty/workbench.sqlite")) && !QFile::exists(path("nothing")));
    }
};

ONESHOT_TEST(TestStudyTables)
#include "tst_study_tables.moc"
