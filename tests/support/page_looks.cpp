#include "tests/support/page_looks.h"

#include <QDebug>
#include <QDialog>

#include "tests/support/looks.h"

namespace oneshot::test {

const QList<LookedAt>& everyPage() {
    static const QList<LookedAt> pages{
        {"learn", visitLearn},
        {"train", visitTrain},
        {"data", visitData},
        {"tasks", visitTasks},
        {"longer thinking", visitLongerThinking},
        {"draw", visitDraw},
        {"challenge, set-up", visitChallengeSetUp},
        {"challenge, session", visitChallengeSession},
        {"challenge, results", visitChallengeResults},
        {"runs", visitRuns},
        {"comparison", visitComparison},
        {"searches", visitSearches},
        {"dialogs", visitDialogs},
    };
    return pages;
}

QStringList faultsOfPage(const LookedAt& page, const QString& folder, Looks looks) {
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
    const QString missed =
        looks == Looks::LargeFonts ? visitLarge(page.visit, folder, check) : page.visit(folder, check);
    found.sort();
    if (!missed.isEmpty()) found.prepend(missed);
    return found;
}

}  // namespace oneshot::test
