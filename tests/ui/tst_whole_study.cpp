// label: slow
// A study from its first participant to its figures: one withdraws and is deleted, one pauses and is killed in the
// middle, the others finish; all in the real full-screen window.
#include <QAction>
#include <QApplication>
#include <QMessageBox>
#include <QTableView>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "core/base/json.h"
#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "core/study/study_file.h"
#include "tests/support/csv_table.h"
#include "tests/support/files.h"
#include "tests/support/killed_program.h"
#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/traces.h"
#include "tests/support/trials_csv.h"
#include "tests/support/whole_study.h"
#include "tests/support/worked_out.h"
#include "ui/pages/challenge/trial_exporter.h"

using namespace oneshot;
using namespace oneshot::test;
using session::SessionRecord;
using session::TrialRecord;
using session::TrialStore;

namespace {

/// Another process: goes on with the open session, or begins one, as participant 2; tells each trial that is stored.
int play(const QString& study) {
    WindowDriver driver;
    auto& session = driver.find<ui::ChallengePage>("page.challenge")->session();
    const auto tell = [](const QString& line) {
        std::puts(qPrintable(line));
        std::fflush(stdout);
    };
    QObject::connect(&session, &session::ChallengeSession::stateChanged, &session,
                     [&](session::ChallengeSession::State state) {
                         if (state != session::ChallengeSession::State::Answered) return;
                         const TrialRecord& record = session.records().back();
                         tell(QStringLiteral("%1 %2").arg(record.session).arg(record.number));
                     });
    const std::vector<SessionRecord> known = TrialStore(homeFolder() / "workbench.sqlite").sessions();
    const bool resumes = !known.empty() && known.front().state == SessionRecord::State::Open;
    driver.click("nav.challenge");
    if (!resumes && chooseStudy(driver, study, studyName).isEmpty()) return 1;
    const char* go = resumes ? "challenge.resume" : "challenge.start";
    if (!driver.activate() || !QTest::qWaitFor([&] { return driver.enabled(go); }, patience)) return 1;
    driver.click(go);
    ParticipantScript script = scriptOf(2);
    if (!resumes) script.pauseAt = pausedTrial;
    if (!SimulatedParticipant(driver, script).play()) {
        tell(QStringLiteral("problem: ") + session.problem());
        return 1;
    }
    tell(QStringLiteral("done"));
    return 0;
}

/// "Alphabet/character by drawer" without the drawer.
std::string characterOf(const QString& drawing) {
    return drawing.left(drawing.lastIndexOf(QStringLiteral(" by "))).toStdString();
}

}  // namespace

class TestWholeStudy : public QObject {
    Q_OBJECT
    TemporaryFolder home_, files_;
    QString study_, firstCode_;
    std::vector<CsvRecord> trials_, models_, sessions_;  ///< exported
    std::vector<CsvRecord> counted_;                     ///< of trials_, without practice
    Json figures_;

    std::filesystem::path store() const { return home_ / "workbench.sqlite"; }
    QString exported(const char* name) const { return QString::fromStdString((files_ / name).string()); }

    static void deleteParticipant(WindowDriver& driver, int row) {
        auto* table = driver.find<QTableView>("challenge.sessions");
        table->selectRow(row);
        driver.find<QAction>("challenge.participant.delete")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(driver.window.findChild<QMessageBox*>(QStringLiteral("challenge.delete")), patience);
        driver.click("challenge.delete.yes");
    }

    /// The rows of a person, in the order done.
    std::vector<CsvRecord> rowsOf(int participant) const {
        std::vector<CsvRecord> rows;
        for (const CsvRecord& row : counted_)
            if (field(row, "participant_number").toInt() == participant) rows.push_back(row);
        return rows;
    }

    /// A file of the export, read back.
    std::vector<CsvRecord> rowsIn(const char* name) const {
        return parseCsv(contentOf(exported("tables/") + QLatin1String(name))).rows;
    }

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(home_.path());
        study_ = exported("study.json");
        writeStudy(study_.toStdString(), wholeStudy());
    }

    void oneWithdraws() {
        WindowDriver driver;
        firstCode_ = chooseStudy(driver, study_, studyName);
        QVERIFY(!firstCode_.isEmpty());
        driver.click("challenge.start");
        ParticipantScript script = scriptOf(1);
        script.endAt = practice + 3;
        QVERIFY(SimulatedParticipant(driver, script).play());
        QVERIFY(driver.find<QWidget>("challenge.start")->isVisible());
        const TrialStore store(this->store());
        QCOMPARE(store.session(1).state, SessionRecord::State::Ended);
        QCOMPARE(store.session(1).settings.participant, firstCode_);
        QCOMPARE(store.session(1).settings.study.participant, 1);
        QCOMPARE(store.session(1).answered, practice + 2);
        for (const TrialRecord& trial : store.trials(1)) QVERIFY(trial.correct() && trial.answer.fullScreen);
    }

    void oneIsKilledAmidst() {
        KilledProgram program({QStringLiteral("--play"), QString::fromStdString(home_.path().string()), study_},
                              store(), nullptr);
        QVERIFY(program.runAndKill(killedAfter, {}));
        {
            const TrialStore store(this->store());
            QCOMPARE(store.sessions().size(), 2U);
            QCOMPARE(store.session(2).state, SessionRecord::State::Open);
            QVERIFY(store.session(2).answered >= killedAfter && store.session(2).answered < practice + tasks);
        }
        QVERIFY(program.run());
        const TrialStore store(this->store());
        QCOMPARE(store.session(2).state, SessionRecord::State::Completed);
        QCOMPARE(store.session(2).resumptions, 1);
        const std::vector<TrialRecord> trials = store.trials(2);
        QCOMPARE(std::ssize(trials), practice + tasks);
        QVERIFY(trials[pausedTrial - 1].answer.seenBefore);  // it was covered, and shown anew
        QVERIFY(!trials.front().resumed && trials.back().resumed);
    }

    void theOthersFinish() {
        for (int participant = 3; participant <= 5; ++participant) {
            WindowDriver driver;
            QVERIFY(!chooseStudy(driver, study_, studyName).isEmpty());
            driver.click("challenge.start");
            QVERIFY(SimulatedParticipant(driver, scriptOf(participant)).play());
            const TrialStore store(this->store());
            QCOMPARE(store.session(participant).settings.study.participant, participant);
            QCOMPARE(store.session(participant).state, SessionRecord::State::Completed);
        }
    }

    void deletingLeavesNoTrace() {
        WindowDriver driver;
        driver.click("nav.challenge");
        auto* table = driver.find<QTableView>("challenge.sessions");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 5, patience);
        for (const QString& text : {firstCode_, privateWords}) QVERIFY(!filesHolding(home_.path(), text).isEmpty());
        deleteParticipant(driver, 4);  // the newest is the first
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 4, patience);
        for (const QString& text : {firstCode_, privateWords})
            QTRY_COMPARE_WITH_TIMEOUT(filesHolding(home_.path(), text), QStringList(), patience);
        driver.window.close();
        for (const QString& text : {firstCode_, privateWords})
            QCOMPARE(filesHolding(home_.path(), text), QStringList());
    }

    /// While a window is open.
    void isExported() {
        WindowDriver driver;
        driver.click("nav.challenge");
        QTRY_COMPARE_WITH_TIMEOUT(driver.find<QTableView>("challenge.sessions")->model()->rowCount(), 4, patience);
        const QString home = QString::fromStdString(home_.path().string());
        for (const QString& out : {exported("tables"), exported("all.json")}) {
            QProcess process;
            process.start(oneshotProgram(),
                          {QStringLiteral("--home"), home, QStringLiteral("study"), QStringLiteral("export"),
                           QStringLiteral("--study"), studyName + QStringLiteral(":1"), QStringLiteral("--out"), out});
            const Outcome outcome = outcomeOf(process);
            QVERIFY2(outcome.status == 0, outcome.messages.constData());
        }
        trials_ = rowsIn("trials.csv");
        models_ = rowsIn("models.csv");
        sessions_ = rowsIn("sessions.csv");
        std::ranges::copy_if(trials_, std::back_inserter(counted_),
                             [](const CsvRecord& row) { return !isTrue(row, "practice"); });
        figures_ = Json::parse(fileText(files_ / "tables/figures.json"))["studies"][0]["figures"];

        // The window tells and writes the same.
        driver.find<QTableView>("challenge.sessions")->selectAll();
        QTRY_COMPARE_WITH_TIMEOUT(driver.text("challenge.figure.person"), QStringLiteral("62.5 %"), patience);
        std::filesystem::create_directory(files_ / "window");
        driver.find<ui::TrialExporter>("challenge.exporter")->exportTo(exported("window"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.enabled("challenge.export"), patience);
        for (const char* file : {"trials.csv", "models.csv", "sessions.csv", "codebook.json", "figures.json"}) {
            const QByteArray bytes = contentOf(exported("window/") + QLatin1String(file));
            QVERIFY2(!bytes.isEmpty(), file);
            QVERIFY2(bytes == contentOf(exported("tables/") + QLatin1String(file)), file);
        }
    }

    void rowsAreTheScript() {
        QCOMPARE(sessions_.size(), 4U);
        QCOMPARE(trials_.size(), 4U * (practice + tasks));
        QCOMPARE(models_.size(), 2 * trials_.size());
        for (int participant = 2; participant <= 5; ++participant) {
            const std::vector<CsvRecord> rows = rowsOf(participant);
            QCOMPARE(std::ssize(rows), tasks);
            for (int place = 0; place < tasks; ++place) {
                const CsvRecord& row = rows[place];
                const int task = taskAt(participant, place + 1);
                QCOMPARE(isTrue(row, "correct"), isRight(participant, task));
                QCOMPARE(field(row, "block").toInt(), task / blockSize + 1);
                QCOMPARE(field(row, "block_position").toInt(), place / blockSize + 1);
                QCOMPARE(field(row, "before_age").toInt(), 30 + participant);
                QCOMPARE(field(row, "before_hand"), participant % 2 ? QStringLiteral("left") : QStringLiteral("right"));
                QCOMPARE(field(row, "after_strategy"), QStringLiteral("strategy %1, \"quick\"").arg(participant));
                QCOMPARE(field(row, "full_screen"), QStringLiteral("true"));
                QCOMPARE(field(row, "input_device"),
                         field(row, "trial").toInt() % 2 ? QStringLiteral("keyboard") : QStringLiteral("mouse"));
                QVERIFY(number(row, "rt_ms") > 0);
            }
            // All do the same tasks.
            QCOMPARE(field(rows[participant % 2 ? 0 : blockSize], "query"), field(rowsOf(3)[0], "query"));
        }
    }

    /// JSON holds what the tables hold, and the protocol can be run again.
    void bothFormsHoldTheSame() {
        const Json all = Json::parse(fileText(files_ / "all.json"));
        QVERIFY(studyFromJson(all["studies"][0], "export") == wholeStudy());
        QVERIFY(all["figures"][0]["figures"] == figures_);
        QCOMPARE(all["trials"].size(), trials_.size());
        for (std::size_t i = 0; i < trials_.size(); ++i) {
            const Json& row = all["trials"][i];
            QVERIFY(isNear(row["rt_ms"], number(trials_[i], "rt_ms")));
            QCOMPARE(QString::fromStdString(row["task_id"]), field(trials_[i], "task_id"));
            QCOMPARE(row["correct"].get<bool>(), isTrue(trials_[i], "correct"));
        }
        const std::string file = "study-v1-" + contentSha256(wholeStudy()).substr(0, 8) + ".json";
        QVERIFY(readStudy(files_ / "tables" / file) == wholeStudy());
        QCOMPARE(filesHolding(files_.path(), firstCode_), QStringList());
    }

    void accuraciesAreAsWorkedOut() {
        const Json& people = figures_["people"];
        QVERIFY(isNear(people["accuracy_percent"], 62.5));  // of 8, 7, 8 and 7 of 12
        QVERIFY(isNear(people["confidence95"], 54.844224037344176, 70.15577596265584));
        QCOMPARE(people["persons"].size(), 4U);
        std::map<std::string, int> right;
        for (const CsvRecord& row : counted_) right[field(row, "participant").toStdString()] += isTrue(row, "correct");
        for (const Json& person : people["persons"]) {
            QCOMPARE(person["right"].get<int>(), right.at(person["participant"]));
            QCOMPARE(person["total"].get<int>(), tasks);
            if (person["right"] == 8)
                QVERIFY(isNear(person["confidence95"], 39.06220888727995, 86.18799089087868));
            else
                QVERIFY(isNear(person["confidence95"], 31.951131254954973, 80.67396863412435));
        }
        const Json& blocks = figures_["blocks"]["blocks"];  // of 3, 3, 4, 4 of 5; 3, 3, 3, 2 of 5; 2, 1, 1, 1 of 2
        QCOMPARE(blocks.size(), 3U);
        QVERIFY(isNear(blocks[0]["accuracy_percent"], 70) && isNear(blocks[1]["accuracy_percent"], 55));
        QVERIFY(isNear(blocks[2]["accuracy_percent"], 62.5));
        QVERIFY(isNear(blocks[0]["confidence95"], 51.626137689626006, 88.373862310374));
        QVERIFY(isNear(blocks[1]["confidence95"], 39.087768473578684, 70.91223152642131));
        QVERIFY(isNear(blocks[2]["confidence95"], 22.719421183946714, 100));
    }

    /// Slopes of 3.4965, -3.8462, -2.0979 and -5.2448 percent a trial, by least squares.
    void learningIsAsWorkedOut() {
        QVERIFY(isNear(figures_["learning"]["percent_a_trial"], -1.9230769230769234));
        QVERIFY(isNear(figures_["learning"]["confidence95"], -8.026282935264089, 4.180129089110242));
    }

    void speedIsAsWorkedOut() {
        QVERIFY(!counted_.empty());
        std::vector<double> right, wrong, differences;
        for (int participant = 2; participant <= 5; ++participant) {
            std::vector<double> ownRight, ownWrong;
            for (const CsvRecord& row : rowsOf(participant))
                (isTrue(row, "correct") ? ownRight : ownWrong).push_back(number(row, "rt_ms"));
            right.push_back(medianOf(ownRight));
            wrong.push_back(medianOf(ownWrong));
            differences.push_back(wrong.back() - right.back());
        }
        const Json& speed = figures_["speed"];
        QVERIFY(isNear(speed["right_ms"], meanOf(right)) && isNear(speed["wrong_ms"], meanOf(wrong)));
        QVERIFY(isNear(speed["difference_ms"], meanOf(differences)));
        const double reach = reachOf(differences);
        QVERIFY(isNear(speed["confidence95"], meanOf(differences) - reach, meanOf(differences) + reach));
    }

    void errorsOfCharactersAreAsWorkedOut() {
        struct Count {
            int wrong = 0, total = 0;
        };
        std::map<std::string, Count> people;
        std::map<std::pair<std::string, std::string>, Count> ofModels;  // of a character by a model
        std::map<std::pair<QString, QString>, CsvRecord> trialOf;
        std::set<std::pair<QString, QString>> met;  // a model meets a task once
        for (const CsvRecord& row : counted_) {
            Count& count = people[characterOf(field(row, "query"))];
            count.wrong += !isTrue(row, "correct");
            ++count.total;
            trialOf[{field(row, "session"), field(row, "trial")}] = row;
        }
        for (const CsvRecord& row : models_) {
            const auto trial = trialOf.find({field(row, "session"), field(row, "trial")});
            if (trial == trialOf.end()) continue;  // practice
            const QString model = field(row, "model");
            if (!met.insert({model, field(trial->second, "task_id")}).second) continue;
            Count& count = ofModels[{characterOf(field(trial->second, "query")), model.toStdString()}];
            count.wrong += !isTrue(row, "model_correct");
            ++count.total;
        }
        const Json& characters = figures_["characters"]["characters"];
        QCOMPARE(characters.size(), people.size());
        for (const Json& item : characters) {
            const std::string name = item["character"];
            QVERIFY2(people.contains(name), name.c_str());
            QCOMPARE(item["people"]["wrong"].get<int>(), people[name].wrong);
            QCOMPARE(item["people"]["total"].get<int>(), people[name].total);
            for (const char* model : {"pixels-l2", "modified-hausdorff"}) {
                const Count& count = ofModels[{name, model}];
                QCOMPARE(item["models"][model]["wrong"].get<int>(), count.wrong);
                QCOMPARE(item["models"][model]["total"].get<int>(), count.total);
            }
        }
    }

    /// Over the twelve tasks: how hard each is for the model, by its scores, and how many of four people missed it.
    void correlationsAreAsWorkedOut() {
        for (const Json& model : figures_["models"]["models"]) {
            std::map<QString, double> difficulty, missed;  // by task
            for (const CsvRecord& row : counted_) {
                const QString task = field(row, "task_id");
                missed[task] += !isTrue(row, "correct");
                for (const CsvRecord& answer : models_) {
                    if (model["model"] != field(answer, "model").toStdString() ||
                        field(answer, "session") != field(row, "session") ||
                        field(answer, "trial") != field(row, "trial"))
                        continue;
                    std::vector<double> scores;
                    for (const QString& score : itemsOf(field(answer, "model_scores")))
                        scores.push_back(numberOf<float>(score));
                    const int right = field(row, "correct_position").toInt() - 1;
                    const double own = scores[static_cast<std::size_t>(right)];
                    scores.erase(scores.begin() + right);
                    difficulty[task] = *std::ranges::max_element(scores) - own;
                    QVERIFY(isNear(number(answer, "model_difficulty"), difficulty[task]));
                }
            }
            QCOMPARE(std::ssize(difficulty), tasks);
            std::vector<double> x, y;
            for (const auto& [task, value] : difficulty) {
                x.push_back(value);
                y.push_back(missed.at(task));
            }
            QCOMPARE(model["errors"]["tasks"].get<int>(), tasks);
            QVERIFY(isNear(model["errors"]["rho"], rankCorrelation(x, y)));
        }
        QCOMPARE(figures_["models"]["models"].size(), 2U);
        QCOMPARE(figures_["models"]["ceiling_of_errors"]["persons"].get<int>(), 4);
    }
};

int main(int argc, char** argv) {
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));  // as the programs do
    if (argc == 4 && std::strcmp(argv[1], "--play") == 0) {
        configureProcess();
        setHomeFolder(argv[2]);
        return play(QString::fromLocal8Bit(argv[3]));
    }
    TestWholeStudy test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_whole_study.moc"
