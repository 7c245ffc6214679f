// How long an index of many runs takes: the first look at the folders, a look after a restart, one after ten runs have
// changed, and a filter and a sort of the table. Usage: run_index [runs]
#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>

#include "tests/support/made_up_run.h"
#include "ui/pages/runs/run_filter.h"
#include "ui/pages/runs/run_table_model.h"
#include "ui/session/runs/run_index.h"

using namespace oneshot;

namespace {

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds until there is a list, and until the folders have been looked at.
void look(const char* what, session::RunIndex& index) {
    double list = -1;
    QEventLoop loop;
    const auto start = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    int told = 0;
    const int expected = index.scanned() || index.runs()->empty() ? 1 : 2;
    QObject::connect(&index, &session::RunIndex::changed, &loop, [&] {
        if (list < 0 && !index.runs()->empty()) list = elapsed();
        if (++told >= expected && index.scanned()) loop.quit();
    });
    index.refresh();
    loop.exec();
    std::printf("%-34s list after %6.0f ms, complete after %6.0f ms, %zu runs\n", what, 1000 * list, 1000 * elapsed(),
                index.runs()->size());
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::max(11, std::atoi(argv[1])) : 5000;
    const QTemporaryDir home;
    const std::filesystem::path runs = home.filePath("runs").toStdString(),
                                file = home.filePath("runs.sqlite").toStdString();
    std::printf("%d runs, %u threads\n", count, std::thread::hardware_concurrency());
    std::printf("%-34s %.1f s\n", "writing their folders", secondsOf([&] {
                    for (int i = 0; i < count; ++i) test::writeMadeUpRun(runs, i, 20);
                }));
    {
        session::RunIndex index(runs, file);
        look("first look", index);
        look("a look again, nothing changed", index);
    }
    session::RunIndex index(runs, file);
    look("after a restart", index);
    for (int i = 0; i < 10; ++i) test::writeMadeUpRun(runs, i, 40);
    look("ten runs changed", index);

    ui::RunTableModel table;
    ui::RunFilterModel shown;
    shown.setSourceModel(&table);
    std::printf("%-34s %.0f ms\n", "into the table", 1000 * secondsOf([&] { table.setRuns(index.runs()); }));
    ui::RunFilter filter;
    filter.text = QStringLiteral("koch small1");
    std::printf("%-34s %.0f ms\n", "filter by words", 1000 * secondsOf([&] { shown.setFilter(filter); }));
    std::printf("%-34s %d of %d\n", "", shown.rowCount(), table.rowCount());
    std::printf("%-34s %.0f ms\n", "no filter", 1000 * secondsOf([&] { shown.setFilter({}); }));
    std::printf("%-34s %.0f ms\n", "sort by best accuracy",
                1000 * secondsOf([&] { shown.sort(ui::RunTableModel::Best, Qt::DescendingOrder); }));
    return 0;
}
