#include <QSignalSpy>
#include <QtTest>

#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "tests/support/challenge.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"
#include "ui/session/studies/study_library.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using namespace oneshot::session;
using test::patience;
namespace fs = std::filesystem;

class TestStudyLibrary : public QObject {
    Q_OBJECT

    /// A library in a folder of its own, and what it told.
    struct Place {
        Place() {
            QObject::connect(&library, &StudyLibrary::listed, &library,
                             [this](const std::vector<StudyEntry>& now) { entries = now, ++listings; });
            QObject::connect(&library, &StudyLibrary::stored, &library, [this](const QString& id) { stored = id; });
            QObject::connect(&library, &StudyLibrary::failed, &library, [this](const QString& why) { failure = why; });
        }
        /// Waits until all is done that was asked for, and listed.
        bool listed() {
            stored.clear();
            failure.clear();
            return QTest::qWaitFor([&, before = listings] { return listings > before; }, patience);
        }
        const StudyEntry* entry(const QString& id) const {
            const auto found = std::ranges::find(entries, id, &StudyEntry::id);
            return found == entries.end() ? nullptr : &*found;
        }
        /// Does a session of the study.
        void use(const Study& study) const {
            TrialStore store(trials);
            SessionRecord session;
            session.settings = settingsOf(study, 0, {});
            session.settings.study.participant = store.nextParticipant(session.settings.study);
            QVERIFY(store.addSession(session) > 0);
        }
        QStringList files() const {
            QStringList names;
            for (const fs::directory_entry& entry : fs::directory_iterator(folder))
                if (entry.is_regular_file()) names += QString::fromStdString(entry.path().filename().string());
            names.sort();
            return names;
        }

        test::TemporaryFolder home;
        fs::path folder = home / "studies", trials = home / "workbench.sqlite";
        StudyLibrary library{folder, trials};
        std::vector<StudyEntry> entries;
        int listings = 0;
        QString stored, failure;
    };

  private Q_SLOTS:
    void listsShippedStudies() {
        Place place;
        place.library.list();
        QVERIFY(place.entries.empty());  // off the thread
        QVERIFY(place.listed());
        QCOMPARE(place.entries.size(), shippedStudyNames().size());
        const StudyEntry* lake = place.entry(QStringLiteral("shipped:lake"));
        QVERIFY(lake && lake->isShipped && lake->problem.isEmpty());
        QVERIFY(*lake->study == shippedStudy("lake"));
        QCOMPARE(lake->name, QStringLiteral("Lake's runs"));
        QCOMPARE(lake->version, 1);
        QCOMPARE(lake->sha256, QString::fromStdString(contentSha256(shippedStudy("lake"))));
        QVERIFY(!fs::exists(place.folder) && !fs::exists(place.trials));  // neither is needed to look
    }

    void bringsStudiesIn() {
        Place place;
        Study study = test::someStudy();
        study.name = "Lesen: a/b 字";
        study.version = 3;
        writeStudy(place.home / "sent.json", study);
        const QString sent = QString::fromStdString((place.home / "sent.json").string());
        place.library.import(sent);
        QVERIFY(place.listed());
        QCOMPARE(place.stored, QStringLiteral("Lesen- a-b 字.json"));
        const StudyEntry* entry = place.entry(place.stored);
        QVERIFY(entry && *entry->study == study && !entry->isShipped);
        QCOMPARE(entry->version, 3);
        place.library.import(sent);  // it is there
        QVERIFY(place.listed());
        QCOMPARE(place.files(), QStringList({QStringLiteral("Lesen- a-b 字.json")}));
        study.version = 4;
        study.tasks.trials = 8;
        writeStudy(place.home / "sent.json", study);
        place.library.import(sent);
        QVERIFY(place.listed());
        QCOMPARE(place.stored, QStringLiteral("Lesen- a-b 字 2.json"));  // beside the earlier version
        QCOMPARE(place.entries.size(), shippedStudyNames().size() + 2);

        test::writeFile(place.home / "faulty.json", test::bytesOf("{\"format\": \"oneshot-study\", \"schema\": 1}"));
        place.library.import(QString::fromStdString((place.home / "faulty.json").string()));
        QVERIFY(place.listed());
        VERIFY_SAYS(place.failure, "faulty.json: name is empty");
        QCOMPARE(place.stored, QString());
        QCOMPARE(place.files().size(), 2);
    }

    void saysWhyAFileCannotBeUsed() {
        Place place;
        fs::create_directory(place.folder);
        test::writeFile(place.folder / "torn.json", test::bytesOf("{\"format\""));
        test::writeFile(place.folder / "notes.txt", test::bytesOf("no study"));
        place.library.list();
        QVERIFY(place.listed());
        QCOMPARE(place.entries.size(), shippedStudyNames().size() + 1);
        const StudyEntry* torn = place.entry(QStringLiteral("torn.json"));
        QVERIFY(torn && !torn->study);
        QCOMPARE(torn->name, QStringLiteral("torn"));
        VERIFY_SAYS(torn->problem, "torn.json: it is no study");
        place.library.save(test::someStudy(), QStringLiteral("torn.json"));  // not over what nobody could read
        QVERIFY(place.listed());
        VERIFY_SAYS(place.failure, "torn.json: it is no study");
        QCOMPARE(test::fileText(place.folder / "torn.json"), std::string("{\"format\""));
    }

    void aChangeIsANewVersion() {
        Place place;
        Study study = test::someStudy();
        study.version = 9;  // not the caller's to choose
        place.library.save(study, QStringLiteral("shipped:blank"));
        QVERIFY(place.listed());
        const QString id = QStringLiteral("Reading and shapes.json");
        QCOMPARE(place.stored, id);
        QCOMPARE(place.entry(id)->version, 1);
        study = *place.entry(id)->study;

        place.library.save(study, id);  // as it was
        QVERIFY(place.listed());
        QCOMPARE(place.entry(id)->version, 1);
        study.tasks.trials = 8;
        place.library.save(study, id);
        QVERIFY(place.listed());
        QCOMPARE(place.entry(id)->version, 2);
        QCOMPARE(place.files(), QStringList({id}));  // nobody did version 1

        const Study second = *place.entry(id)->study;
        place.use(second);
        study.tasks.trials = 12;
        place.library.save(study, id);
        QVERIFY(place.listed());
        QCOMPARE(place.entry(id)->version, 3);
        QCOMPARE(place.entry(id)->study->tasks.trials, 12);
        const StudyEntry* kept = place.entry(QStringLiteral("Reading and shapes.v2.json"));
        QVERIFY(kept && *kept->study == second);
        QVERIFY(kept > place.entry(id));  // the newest first

        study.tasks.ways = 1;
        place.library.save(study, id);
        QVERIFY(place.listed());
        VERIFY_SAYS(place.failure, "tasks.ways");
        QCOMPARE(place.entry(id)->version, 3);
    }

    /// A name stands for one study: whatever is new under it is another version.
    void aNameThatIsTakenGetsAnotherVersion() {
        Place place;
        Study study = test::someStudy();
        place.use(study);  // its file is gone
        place.library.save(study, {});
        QVERIFY(place.listed());
        QCOMPARE(place.entry(place.stored)->version, 2);
        place.library.save(study, {});
        QVERIFY(place.listed());
        QCOMPARE(place.stored, QStringLiteral("Reading and shapes 2.json"));
        QCOMPARE(place.entry(place.stored)->version, 3);
        Study lake = shippedStudy("lake");
        lake.tasks.trials = 100;
        place.library.save(lake, QStringLiteral("shipped:lake"));
        QVERIFY(place.listed());
        QCOMPARE(place.entry(place.stored)->version, 2);
    }

    void takesAwayAndPutsBack() {
        Place place;
        place.library.save(test::someStudy(), {});
        QVERIFY(place.listed());
        const QString id = place.stored;
        place.library.remove(id);
        QVERIFY(place.listed());
        QVERIFY(!place.entry(id) && place.files().isEmpty());
        place.library.putBack(id);
        QVERIFY(place.listed());
        QCOMPARE(place.stored, id);
        QVERIFY(place.entry(id));

        place.library.remove(id);
        QVERIFY(place.listed());
        place.library.save(test::someStudy(), {});
        QVERIFY(place.listed());
        QCOMPARE(place.stored, id);  // its name is free
        place.library.putBack(id);
        QVERIFY(place.listed());
        VERIFY_SAYS(place.failure, "another study stands there now");
        place.library.remove(id);
        QVERIFY(place.listed());
        place.library.remove(id);
        QVERIFY(place.listed());
        VERIFY_SAYS(place.failure, "cannot be moved to the trash");
        place.library.remove(QStringLiteral("shipped:lake"));
        place.library.list();
        QVERIFY(place.listed());
        QVERIFY(place.entry(QStringLiteral("shipped:lake")));
    }
};

ONESHOT_TEST(TestStudyLibrary)
#include "tst_study_library.moc"
