#include "tests/support/window_driver.h"

#include <QCheckBox>
#include <QDialog>
#include <QDir>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSpinBox>
#include <algorithm>
#include <utility>

#include "core/drawing/sketch.h"
#include "core/runs/run_directory.h"
#include "tests/support/places.h"
#include "ui/widgets/drawing_canvas.h"

namespace oneshot::test {
namespace {

void setFirstPage(const QString& settings) {
    QSettings(settings, QSettings::IniFormat).setValue(QStringLiteral("page"), QStringLiteral("train"));
}

/// Makes the home folder one of somebody who has been here before: the page for beginners opens only at the first
/// start.
QString beginAtTrain() {
    const QString file = QString::fromStdString((homeFolder() / "workbench.ini").string());
    if (!QFile::exists(file)) setFirstPage(file);
    return file;
}

/// Looks until nothing changes: a map paints so many of its drawings at a time.
QImage settledPicture(QWidget& widget) {
    QImage before, now = widget.grab().toImage();
    for (int look = 0; look < 40 && before != now; ++look) before = std::exchange(now, widget.grab().toImage());
    return now;
}

}  // namespace

WindowDriver::WindowDriver(std::optional<QSize> size) : settings_(beginAtTrain()) {
    if (size) window.resize(*size);
    window.show();
}

WindowDriver::~WindowDriver() {
    if (window.isVisible()) setFirstPage(settings_);  // else a person closed it where they were
}

void WindowDriver::set(const char* name, int value) {
    find<QSpinBox>(name)->setValue(value);
}

QLineEdit* WindowDriver::type(const char* name, const QString& text) {
    auto* field = find<QLineEdit>(name);
    field->setFocus();
    field->selectAll();
    if (text.isEmpty()) QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text);
    return field;
}

void WindowDriver::press(const QKeySequence& keys) {
    QTest::keySequence(window.focusWidget() ? window.focusWidget() : &window, keys);
}

void WindowDriver::draw(const Stroke& stroke) {
    auto* canvas = find<ui::DrawingCanvas>("draw.canvas");
    const QRect paper = canvas->paper();
    const auto at = [&](StrokePoint point) {
        return paper.topLeft() + (QPointF(point.x, point.y) * paper.width() / sketchSide).toPoint();
    };
    QTest::mousePress(canvas, Qt::LeftButton, {}, at(stroke.front()));
    for (const StrokePoint& point : stroke) QTest::mouseMove(canvas, at(point));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(stroke.back()));
}

bool WindowDriver::choose(const QString& data) {
    session::DataChoice& choice = window.workspace().background();
    choice.choose(data);
    return QTest::qWaitFor([&] { return !choice.isOpening(); }, patience);
}

bool WindowDriver::activate() {
    QCoreApplication::processEvents();
    window.activateWindow();
    return QTest::qWaitFor([&] { return window.isActiveWindow(); }, patience);
}

bool WindowDriver::keepPicture(const QString& name) {
    const auto keep = [&](QWidget& widget, const QString& kind) {
        const QString folder = picturesFolder();
        return QDir().mkpath(folder) &&
               settledPicture(widget).save(folder + u'/' + name + kind + QStringLiteral(".png"));
    };
    return keep(window, {}) && std::ranges::all_of(window.findChildren<QDialog*>(), [&](QDialog* dialog) {
               return !dialog->isVisible() || keep(*dialog, QStringLiteral("-dialog"));
           });
}

TasksDriver::TasksDriver(const QString& data) {
    window.workspace().validation().choose(taskGlyphs);
    if (!choose(data)) qFatal("the data are not read");
    find<QToolButton>("nav.tasks")->click();
}

QString TasksDriver::learnerCell(int row, int column) {
    return find<QTableView>("tasks.learner.table")->model()->index(row, column).data().toString();
}

bool TasksDriver::answered(int count) {
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

ChallengeDriver::ChallengeDriver(const QString& data, bool storeOpens) {
    window.activateWindow();
    window.workspace().background().choose(data);
    window.workspace().validation().choose({});
    find<QToolButton>("model.choose")->menu()->findChild<QAction*>(QStringLiteral("model.pixels-l2"))->trigger();
    QSignalSpy listed(&session(), &session::ChallengeSession::listed);
    click("nav.challenge");
    // The newest session's manner is taken over then.
    if (storeOpens && listed.isEmpty() && !listed.wait(patience)) qFatal("the sessions are not listed");
    shown = std::make_unique<QSignalSpy>(view(), &ui::TrialView::shown);
}

void ChallengeDriver::setUp(const QString& ways, const QString& trials, const QString& practice) {
    fill("challenge.participant", QStringLiteral("TEST-2345"));
    fill("challenge.ways", ways);
    fill("challenge.trials", trials);
    fill("challenge.practice", practice);
    fill("challenge.break", {});
    fill("challenge.limit", {});
    fill("challenge.interval", QStringLiteral("0"));
    fill("challenge.fixation", QStringLiteral("100"));
    for (const char* on : {"challenge.feedback", "challenge.feedback.model", "challenge.within"})
        find<QCheckBox>(on)->setChecked(true);
    find<QCheckBox>("challenge.full-screen")->setChecked(false);
    find<QPlainTextEdit>("challenge.consent")->setPlainText({});
}

bool ChallengeDriver::start() {
    if (!QTest::qWaitFor([&] { return enabled("challenge.start"); }, patience) || !activate()) return false;
    const bool consents = !find<QPlainTextEdit>("challenge.consent")->toPlainText().isEmpty();
    click("challenge.start");
    return consents || begin();
}

bool ChallengeDriver::begin() {
    if (!awaitState(State::Instruction)) return false;
    QTest::keyClick(find<QWidget>("challenge.begin"), Qt::Key_Space);
    return session().state() == State::Ready;
}

bool ChallengeDriver::resume() {
    click("challenge.resume");
    return begin();
}

void ChallengeDriver::goOn() {
    click("challenge.next");
    if (session().state() == State::PracticeOver) click("challenge.practice-over.next");
}

void ChallengeDriver::showResults() {
    QTest::keyClick(find<QWidget>("challenge.thanks"), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
}

bool ChallengeDriver::awaitTask() {
    if (shown->isEmpty() && !shown->wait(patience)) return false;
    shown->clear();
    return session().state() == State::Ready;
}

bool ChallengeDriver::awaitState(State state) {
    return QTest::qWaitFor([&] { return session().state() == state; }, patience);
}

bool ChallengeDriver::answerByKey(int way) {
    digits(ui::TrialView::keyOf(way, static_cast<int>(session().trial().task.ways.size())));
    return awaitState(State::Answered);
}

bool ChallengeDriver::answerByMouse(int way) {
    click(qPrintable(QStringLiteral("challenge.answer.%1").arg(way + 1)));
    return awaitState(State::Answered);
}

bool ChallengeDriver::finish(int wrongEvery, bool byMouse) {
    for (int number = session().trial().number; session().state() != State::Ended; ++number) {
        if (!awaitTask()) return false;
        const int way = number % wrongEvery == 0 ? wrongWay() : answerOf();
        if (!(byMouse ? answerByMouse(way) : answerByKey(way))) return false;
        goOn();
        if (!QTest::qWaitFor([&] { return session().state() != State::Answered; }, patience)) return false;
    }
    showResults();
    return true;
}

}  // namespace oneshot::test
