#include "tests/support/page_looks.h"

#include <QDebug>
#include <QDialog>
#include <QtTest>

#include "tests/support/looks.h"

namespace oneshot::test {
namespace {

struct Page {
    const char* name;
    VisitStates visit;
};

const QList<Page>& everyPage() {
    static const QList<Page> pages{
        {"learn", visitLearn},
        {"train", visitTrain},
        {"data", visitData},
        {"tasks", visitTasks},
        {"longer thinking", visitLongerThinking},
        {"draw", visitDraw},
        {"challenge, set-up", visitChallengeSetUp},
        {"challenge, session", visitChallengeSession},
        {"challenge, results", visitChallengeResults},
        {"challenge, study", visitStudy},
        {"challenge, experimenter", visitStudyDesk},
        {"runs", visitRuns},
        {"comparison", visitComparison},
        {"searches", visitSearches},
        {"dialogs", visitDialogs},
    };
    return pages;
}

}  // namespace

void addPages() {
    QTest::addColumn<int>("page");
    for (int i = 0; i < everyPage().size(); ++i) QTest::newRow(everyPage()[i].name) << i;
}

QStringList faultsOfPage(const std::filesystem::path& folder, Looks looks) {
    QFETCH(int, page);
    const VisitStates visit = everyPage()[page].visit;
    const QString home = QString::fromStdString(folder.string());
    QStringList found;
    const VisitState check = [&](WindowDriver& driver, const QString& state) {
        forEachLook(driver.window, looks, [&](const QString& look) {
            QList<QWidget*> shown{&driver.window};
            for (auto* dialog : driver.window.findChildren<QDialog*>())
                if (dialog->isVisible()) shown += dialog;
            for (QWidget* part : shown) {
                const auto faults = faultsOfLook(*part);
                for (auto fault = faults.begin(); fault != faults.end(); ++fault) {
                    if (found.contains(fault.key())) continue;
                    found += fault.key();
                    qWarning().noquote() << state << look << fault.key() << QStringLiteral("(%1)").arg(fault.value());
                }
            }
        });
    };
    const QString missed = looks == Looks::LargeFonts ? visitLarge(visit, home, check) : visit(home, check);
    found.sort();
    if (!missed.isEmpty()) found.prepend(missed);
    return found;
}

}  // namespace oneshot::test
