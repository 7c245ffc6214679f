#pragma once

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QtTest>
#include <memory>
#include <optional>

#include "core/drawing/drawing.h"
#include "tests/support/patience.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/widgets/support_grid.h"
#include "ui/window/main_window.h"

namespace oneshot::test {

inline const QString smallGlyphs = QStringLiteral("glyphs:alphabet-count=3,characters-per-alphabet=8,drawer-count=4");
inline const QString wideGlyphs = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=24,drawer-count=4");
inline const QString taskGlyphs =
    QStringLiteral("glyphs:seed=5,alphabet-count=3,characters-per-alphabet=8,drawer-count=6");

/// Drives the real window by the names of its parts.
class WindowDriver {
  public:
    /// Shows the window, at Train unless another one was closed in its home folder. size: none is the one that it
    /// remembers.
    explicit WindowDriver(std::optional<QSize> size = QSize(1280, 800));
    ~WindowDriver();

    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    bool enabled(const char* name) { return find<QWidget>(name)->isEnabled(); }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    void set(const char* name, int value);  ///< of a spin box
    void fill(const char* name, const QString& text) { find<QLineEdit>(name)->setText(text); }
    QLineEdit* type(const char* name, const QString& text);  ///< replaces a field's text key by key
    void press(const QKeySequence& keys);                    ///< in the part that has the focus
    void draw(const Stroke&);                                ///< on the paper of the Draw page, with the mouse

    /// Chooses what to learn from and waits until it is read.
    [[nodiscard]] bool choose(const QString& data);
    /// Makes it the active window, also after another one was shown or closed, which the platform tells of late.
    [[nodiscard]] bool activate();
    /// Keeps the window as NAME.png, and each of its dialogs as NAME-dialog.png, where ONESHOT_PICTURES_DIR says, else
    /// in the build folder.
    [[nodiscard]] bool keepPicture(const QString& name);

  private:
    QString settings_;  ///< the file of the home folder, with the first page; before the window

  public:
    ui::MainWindow window;
};

/// Goes to the Tasks page.
class TasksDriver : public WindowDriver {
  public:
    explicit TasksDriver(const QString& data = taskGlyphs);

    ui::TasksPage* page() { return find<ui::TasksPage>("page.tasks"); }
    ui::SupportGrid* grid() { return find<ui::SupportGrid>("tasks.support"); }
    QTableView* table() { return find<QTableView>("tasks.table"); }
    int shown() { return table()->model()->rowCount(); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    QString learnerCell(int row, int column);
    bool answered(int count);  ///< waits until all learners have answered that many tasks
};

/// Goes to the Challenge page and does sessions there.
class ChallengeDriver : public WindowDriver {
    using State = session::ChallengeSession::State;

  public:
    /// storeOpens: false where the home folder is one in which no trial can be kept.
    explicit ChallengeDriver(const QString& data = smallGlyphs, bool storeOpens = true);

    ui::ChallengePage* page() { return find<ui::ChallengePage>("page.challenge"); }
    ui::TrialView* view() { return find<ui::TrialView>("challenge.trial"); }
    session::ChallengeSession& session() { return page()->session(); }
    void key(int key) { QTest::keyClick(view(), static_cast<Qt::Key>(key)); }
    void digits(const QString& text) { QTest::keyClicks(view(), text); }
    int answerOf() { return session().trial().task.answer; }
    int wrongWay() { return (answerOf() + 1) % static_cast<int>(session().trial().task.ways.size()); }

    /// With feedback, in the page, and with trials that appear soon.
    void setUp(const QString& ways, const QString& trials, const QString& practice);
    [[nodiscard]] bool start();  ///< and begins the first trial, unless a consent is asked for
    [[nodiscard]] bool begin();  ///< once the instruction is there; also after a session is resumed
    [[nodiscard]] bool resume();
    void goOn();                     ///< from an answer to the next trial, where practice is over as well
    void showResults();              ///< after the end
    [[nodiscard]] bool awaitTask();  ///< waits until a task has been painted
    [[nodiscard]] bool awaitState(State);
    [[nodiscard]] bool answerByKey(int way);
    [[nodiscard]] bool answerByMouse(int way);
    /// Rightly but for every `wrongEvery`th; then shows the results.
    [[nodiscard]] bool finish(int wrongEvery, bool byMouse);

    std::unique_ptr<QSignalSpy> shown;
};

}  // namespace oneshot::test
