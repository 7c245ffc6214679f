#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QtTest>
#include <filesystem>

#include "core/runs/run_directory.h"
#include "core/study/study_file.h"
#include "tests/support/challenge.h"
#include "tests/support/reach.h"
#include "tests/support/some_study.h"
#include "tests/support/window_driver.h"
#include "tests/support/window_states.h"
#include "ui/session/trials/trial_store.h"
#include "ui/widgets/curve_plot.h"

namespace oneshot::test {
namespace {

Study planned() {
    Study study = someStudy();
    study.description = "Characters of two invented alphabets, before and after a rest.";
    study.participants = 20;
    study.blinded = true;
    study.texts.instruction = "# What you will do\n\nFind **the same character**.\n\n- Take your time.\n- Esc pauses.";
    study.referenceFigures = {{"the author", 97.2, "The article: its author, 20-way."},
                              {"people", 95.5, "Lake et al. 2015"}};
    return study;
}

/// Sessions of twelve trials that count.
void fillStore(const Study& study) {
    session::TrialStore store(homeFolder() / "workbench.sqlite");
    int number = 0;
    for (const char* code : {"AAAA-2222", "BBBB-2222", "CCCC-2222", "DDDD-2222"}) {
        session::SessionRecord record = someSession(QString::fromLatin1(code));
        record.settings.practice = 0;
        record.settings.study = session::settingsOf(study, ++number, {}).study;
        record.excluded = number == 3;
        if (record.excluded) record.exclusionReason = QStringLiteral("fell asleep");
        const qint64 id = store.addSession(record);
        for (int trial = 1; trial <= 12; ++trial) {
            session::TrialRecord made = someTrial(record, id, trial);
            made.practice = false;
            made.answer.way = (trial * number) % 4 == 0 ? 0 : made.correctWay;
            store.addTrial(made);
        }
        if (number < 4) store.setState(id, session::SessionRecord::State::Completed);
    }
}

/// Every tab of the editor, and one with faults.
QString visitEditor(ChallengeDriver& driver, const VisitState& visit) {
    driver.find<QAction>("challenge.study.edit")->trigger();
    auto* tabs = driver.find<QTabWidget>("study.tabs");
    AWAIT(driver.enabled("study.save"));
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        if (tab == 3) driver.find<QComboBox>("study.texts.which")->setCurrentIndex(1);
        visit(driver, QStringLiteral("study-editor-%1").arg(tab + 1));
    }
    tabs->setCurrentIndex(1);
    driver.find<QDoubleSpinBox>("study.tasks.ways")->setValue(1);
    driver.find<QDoubleSpinBox>("study.tasks.trials")->setValue(0);
    driver.find<QLineEdit>("study.language")->setText(QStringLiteral("?"));
    AWAIT(tabs->tabText(1).endsWith(QStringLiteral("(2)")));
    visit(driver, QStringLiteral("study-editor-faults"));
    driver.find<QPushButton>("study.cancel")->click();
    driver.find<QPushButton>("study.discard.yes")->click();
    AWAIT(!driver.window.findChild<QWidget*>(QStringLiteral("study.dialog")));
    return {};
}

}  // namespace

QString visitStudyDesk(const QString& folder, const VisitState& visit) {
    const std::filesystem::path home = std::filesystem::path(folder.toStdString()) / "study-desk";
    std::filesystem::create_directories(home / "studies");
    setHomeFolder(home);
    const Study study = planned();
    writeStudy(home / "studies" / "mine.json", study);
    fillStore(study);
    ChallengeDriver driver(wideGlyphs);
    auto* choice = driver.find<QComboBox>("challenge.study");
    AWAIT(choice->findData(QStringLiteral("mine.json")) > 0);
    choice->setCurrentIndex(choice->findData(QStringLiteral("shipped:author")));
    AWAIT(driver.text("challenge.study.progress").contains(QStringLiteral("participant 1")));
    visit(driver, QStringLiteral("study-needs-data"));
    choice->setCurrentIndex(choice->findData(QStringLiteral("mine.json")));
    AWAIT(driver.text("challenge.study.progress").contains(QStringLiteral("participant 5")));
    visit(driver, QStringLiteral("study-chosen"));
    if (const QString unreached = visitEditor(driver, visit); !unreached.isEmpty()) return unreached;

    auto* table = driver.find<QTableView>("challenge.sessions");
    driver.find<QComboBox>("challenge.sessions.filter")->setCurrentIndex(2);
    table->selectAll();
    visit(driver, QStringLiteral("study-blinded"));
    driver.find<QPushButton>("challenge.unblind")->click();
    AWAIT(driver.find<QMessageBox>("challenge.unblind.question")->isVisible());
    visit(driver, QStringLiteral("study-unblind-question"));
    driver.find<QPushButton>("challenge.unblind.yes")->click();
    AWAIT(driver.find<ui::CurvePlot>("challenge.plot")->chart().hasPoints());
    visit(driver, QStringLiteral("study-unblinded"));
    driver.click("challenge.view.items");
    AWAIT(!driver.find<QWidget>("challenge.items.note")->isVisible());
    for (const char* view : {"alphabets", "confusions"}) {
        driver.find<QToolButton>(qPrintable(QStringLiteral("challenge.items.view.") + QLatin1String(view)))->click();
        visit(driver, QStringLiteral("study-items-") + QLatin1String(view));
    }
    return {};
}

}  // namespace oneshot::test
