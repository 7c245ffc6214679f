// The Tasks page through the real window, by the names of its parts.
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QComboBox>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "core/models/compute.h"
#include "core/runs/run_directory.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/pages/main_window.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/tasks/terms_chart.h"
#include "ui/widgets/dataset_field.h"
#include "ui/widgets/support_grid.h"

using namespace oneshot;
using ui::SupportGrid;

namespace {

constexpr int patience = 60000;  // ms
const QString glyphs = QStringLiteral("glyphs:seed=5,alphabet-count=3,characters-per-alphabet=8,drawer-count=6");

struct Driver {
    explicit Driver(const QString& data = glyphs) {
        window.resize(1280, 800);
        window.show();
        choose(data);
        find<QToolButton>("nav.tasks")->click();
    }
    void choose(const QString& data) {
        auto* field = find<ui::DatasetField>("train.background");
        field->choose(data);
        QVERIFY(QTest::qWaitFor([&] { return !field->reading(); }, patience));
    }
    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    QString text(const char* name) { return find<QLabel>(name)->text().remove(QChar(0x200b)); }
    void press(Qt::Key key) { QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, key); }
    void set(const char* name, int value) { find<QSpinBox>(name)->setValue(value); }
    QTableView* table() { return find<QTableView>("tasks.table"); }
    int shown() { return table()->model()->rowCount(); }
    ui::TasksPage* page() { return find<ui::TasksPage>("page.tasks"); }
    SupportGrid* grid() { return find<SupportGrid>("tasks.support"); }
    QString cell(int row, int column) {
        return table()->model()->index(row, column).data().toString();
    }
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

void keepPicture(QWidget& window, const QString& name) {
    const QString folder = qEnvironmentVariable("ONESHOT_PICTURES_DIR", QStringLiteral(ONESHOT_PICTURES_DIR));
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(window.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

}  // namespace

class TestTasksPage : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

  private Q_SLOTS:
    void initTestCase() {
        configureProcess();
        setHomeFolder(folder_ / "home");
    }

    void looksWellWithRealDrawings() {
        const auto omniglot = test::omniglotFolder();
        const bool real = !omniglot.empty();
        Driver driver(real ? QString::fromStdString((omniglot / "images_background_small2.zip").string()) : glyphs);
        if (!real) driver.set("tasks.ways", 8);
        QVERIFY(driver.answered(100));
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
            for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark}) {
                driver.window.resize(size);
                driver.window.setTheme(theme);
                QTest::qWait(200);
                keepPicture(driver.window, QStringLiteral("tasks-%1-%2x%3")
                                               .arg(theme == ui::Theme::Dark ? QStringLiteral("dark")
                                                                             : QStringLiteral("light"))
                                               .arg(size.width())
                                               .arg(size.height()));
            }
    }
};

QTEST_MAIN(TestTasksPage)
#include "tst_tasks_page.moc"
