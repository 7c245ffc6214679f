#pragma once

#include <QComboBox>
#include <QTableView>
#include <QToolButton>
#include <filesystem>
#include <vector>

#include "tests/support/patience.h"
#include "tests/support/window_driver.h"
#include "ui/pages/runs/run_table_model.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/widgets/curve_plot.h"

namespace oneshot::test {

/// Goes to the Runs page.
struct RunsDriver : WindowDriver {
    RunsDriver() { find<QToolButton>("nav.runs")->click(); }

    QTableView* table() { return find<QTableView>("runs.table"); }
    ui::RunsPage* page() { return find<ui::RunsPage>("page.runs"); }
    int rows() { return table()->model()->rowCount(); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    bool listed(int count) {
        return QTest::qWaitFor([&] { return rows() == count; }, patience);
    }
    /// The rows of these runs, chosen by the mouse as a person does: Ctrl and a click for all but the first.
    void choose(const std::vector<std::filesystem::path>& runs) {
        bool first = true;
        for (const std::filesystem::path& run : runs)
            for (int row = 0; row < rows(); ++row) {
                const QModelIndex index = table()->model()->index(row, ui::RunTableModel::Name);
                if (index.data(Qt::ToolTipRole).toString().toStdString() != run.string()) continue;
                table()->scrollTo(index);
                QTest::mouseClick(table()->viewport(), Qt::LeftButton, first ? Qt::NoModifier : Qt::ControlModifier,
                                  table()->visualRect(index).center());
                first = false;
            }
    }
    std::size_t curves() { return find<ui::CurvePlot>("runs.plot")->chart().series.size(); }
    bool curvesShown(std::size_t count) {
        return QTest::qWaitFor([&] { return curves() == count; }, patience);
    }
    void activate(const char* combo, int index) {
        auto* box = find<QComboBox>(combo);
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
};

}  // namespace oneshot::test
