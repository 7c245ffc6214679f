#include <QComboBox>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

#include "core/runs/run_directory.h"
#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/window_driver.h"

using namespace oneshot;

/// `oneshot-workbench --study FILE`.
class TestStudyOption : public QObject {
    Q_OBJECT
    QTemporaryDir home_, files_;

    QString file(const char* name) const { return files_.filePath(QLatin1String(name)); }
    void write(const char* name, const std::string& text) const {
        test::writeFile(file(name).toStdString(), test::bytesOf(text));
    }
    void start(QProcess& process, const QString& study) const {
        process.start(test::workbenchProgram(),
                      {QStringLiteral("--home"), home_.path(), QStringLiteral("--study"), study});
        QVERIFY(process.waitForStarted());
    }
    QStringList kept() const { return QDir(home_.filePath(QStringLiteral("studies"))).entryList(QDir::Files); }

  private Q_SLOTS:
    void whatIsNoStudyIsToldBeforeTheWindow_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("missing") << QStringLiteral("none.json") << QByteArray("none.json");
        QTest::newRow("no JSON") << QStringLiteral("broken.json") << QByteArray("invalid JSON in line 2");
        QTest::newRow("no study") << QStringLiteral("other.json") << QByteArray("it is no study");
        QTest::newRow("nothing") << QString() << QByteArray("--study");
    }
    void whatIsNoStudyIsToldBeforeTheWindow() {
        QFETCH(QString, name);
        QFETCH(QByteArray, words);
        write("broken.json", "{\n  \"format\": ,\n}");
        write("other.json", "{\"a\": 1}");
        QProcess process;
        QProcessEnvironment bare = QProcessEnvironment::systemEnvironment();
        for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            bare.remove(QLatin1String(variable));
        process.setProcessEnvironment(bare);  // none is needed
        if (name.isEmpty())
            process.start(test::workbenchProgram(), {QStringLiteral("--study")});
        else
            start(process, files_.filePath(name));
        const test::Outcome outcome = test::outcomeOf(process);
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.messages.contains(words), outcome.messages.constData());
    }

    /// It is among the studies from then on, once, and the next start of the window has it chosen.
    void aStudyIsTakenIn() {
        Study study = shippedStudy("blank");
        study.name = "Option";
        writeStudy(file("study.json").toStdString(), study);
        for (int start = 0; start < 2; ++start) {
            QProcess process;
            this->start(process, file("study.json"));
            QTRY_COMPARE_WITH_TIMEOUT(kept().size(), 1, test::patience);
            QTRY_VERIFY_WITH_TIMEOUT(test::handlesSignal(process.processId(), SIGTERM), test::patience);
            ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
            QVERIFY(process.waitForFinished(test::patience));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        }
        QCOMPARE(kept().size(), 1);
        QVERIFY(readStudy(home_.filePath(QStringLiteral("studies/") + kept().front()).toStdString()) == study);
    }

    /// By the menu, a drop or a name on the command line, too.
    void aStudyIsOpenedAsOtherFilesAre() {
        setHomeFolder(home_.filePath(QStringLiteral("window")).toStdString());
        Study study = shippedStudy("blank");
        study.name = "Opened";
        writeStudy(file("opened.json").toStdString(), study);
        test::WindowDriver driver;
        driver.window.open({file("opened.json")});
        auto* choice = driver.find<QComboBox>("challenge.study");
        QTRY_COMPARE_WITH_TIMEOUT(choice->currentText(), QStringLiteral("Opened, version 1"), test::patience);
        QVERIFY(driver.find<QWidget>("page.challenge")->isVisible());
    }

    void faultsInItsFieldsAreTold() {
        setHomeFolder(home_.filePath(QStringLiteral("faults")).toStdString());
        std::string text = test::fileText(file("study.json").toStdString());
        const std::string sound = "\"trials\": 20", faulty = "\"trials\": 0";
        QVERIFY(text.find(sound) != text.npos);
        write("faulty.json", text.replace(text.find(sound), sound.size(), faulty));
        test::WindowDriver driver;
        driver.window.openStudy(file("faulty.json"));
        auto* said = driver.find<QLabel>("challenge.study.said");
        QTRY_VERIFY_WITH_TIMEOUT(said->isVisible() && said->text().contains(QStringLiteral("tasks.trials must be")),
                                 test::patience);

        QProcess process;
        start(process, file("faulty.json"));
        QByteArray told;
        const auto tells = [&] { return (told += process.readAllStandardError()).contains("tasks.trials must be"); };
        QTRY_VERIFY_WITH_TIMEOUT(tells(), test::patience);
        QTRY_VERIFY_WITH_TIMEOUT(test::handlesSignal(process.processId(), SIGTERM), test::patience);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(test::patience));
        QCOMPARE(process.exitCode(), 0);
    }
};

ONESHOT_TEST(TestStudyOption)
#include "tst_study_option.moc"
