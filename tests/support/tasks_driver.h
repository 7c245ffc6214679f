#pragma once

#include <QLabel>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "tests/support/patience.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/widgets/support_grid.h"
#include "ui/window/main_window.h"

namespace oneshot::test::tasks {

inline const QString glyphs = QStringLiteral("glyphs:seed=5,alphabet-count=3,characters-per-alphabet=8,drawer-count=6");

/// The Tasks page in the real window, by the names of its parts.
struct Driver {
    explicit Driver(const QString& data = glyphs) {
        window.resize(1280, 800);
        window.show();
        window.workspace().validation().choose(glyphs);
        if (!choose(data)) qFatal("the data are not read");
        find<QToolButton>("nav.tasks")->click();
    }
    [[nodiscard]] bool choose(const QString& data) {
        session::DataChoice& choice = window.workspace().background();
        choice.choose(data);
        return QTest::qWaitFor([&] { return !choice.isOpening(); }, patience);
    }
    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    void press(Qt::Key key) { QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, key); }
    void set(const char* name, int value) { find<QSpinBox>(name)->setValue(value); }
    QTableView* table() { return find<QTableView>("tasks.table"); }
    int shown() { return table()->model()->rowCount(); }
    ui::TasksPage* page() { return find<ui::TasksPage>("page.tasks"); }
    ui::SupportGrid* grid() { return find<ui::SupportGrid>("tasks.support"); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    QString learnerCell(int row, int column) {
        return find<QTableView>("tasks.learner.table")->model()->index(row, column).data().toString();
    }
    /// Whether all learners answered `count` tasks.
    bool answered(int count) {
        return QTest::qWaitFor(
            [&] {
                if (shown() != count || find<QToolButton>("tasks.cancel")->isVisible()) return false;
                const QAbstractItemModel* learners = find<QTableView>("tasks.learner.table")->model();
                for (int i = 0; i < learners->rowCount(); ++i)
                    if (!learnerCell(i, 1).contains(u'%')) return false;
                return learners->rowCount() > 0;
            },
            patience);
    }

    ui::MainWindow window;
};

}  // namespace oneshot::test::tasks
