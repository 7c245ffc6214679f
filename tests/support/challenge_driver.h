#pragma once

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QtTest>
#include <memory>

#include "tests/support/places.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/pages/main_window.h"
#include "ui/report/qcustomplot.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/dataset_field.h"

namespace oneshot::test {

inline constexpr int patience = 20000;  // ms; the machine may be busy

inline const QString smallGlyphs = QStringLiteral("glyphs:alphabet-count=3,characters-per-alphabet=8,drawer-count=4");
inline const QString wideGlyphs = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=24,drawer-count=4");

/// Does sessions in the real window by the names of its parts.
class ChallengeDriver {
    using State = session::ChallengeSession::State;

  public:
    explicit ChallengeDriver(const QString& data = smallGlyphs) {
        window.show();
        QApplication::setActiveWindow(&window);
        find<ui::DatasetField>("train.background")->choose(data);
        find<ui::DatasetField>("train.validation")->choose({});
        find<QToolButton>("model.choose")->menu()->findChild<QAction*>(QStringLiteral("model.pixels-l2"))->trigger();
        QSignalSpy listed(&session(), &session::ChallengeSession::listed);
        click("nav.challenge");
        if (listed.isEmpty()) listed.wait(patience);  // the newest session's manner is taken over then
        shown = std::make_unique<QSignalSpy>(view(), &ui::TrialView::shown);
    }
    template <typename Part>
    Part* find(const char* name) {
        Part* part = window.findChild<Part*>(QLatin1String(name));
        if (!part) qFatal("there is no %s", name);
        return part;
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    QString text(const char* name) { return find<QLabel>(name)->text(); }
    void type(const char* name, const QString& text) { find<QLineEdit>(name)->setText(text); }
    void key(int key) { QTest::keyClick(view(), static_cast<Qt::Key>(key)); }
    void digits(const QString& text) { QTest::keyClicks(view(), text); }
    ui::ChallengePage* page() { return find<ui::ChallengePage>("page.challenge"); }
    ui::TrialView* view() { return find<ui::TrialView>("challenge.trial"); }
    session::ChallengeSession& session() { return page()->session(); }
    int answerOf() { return session().trial().task.answer; }
    int wrongWay() { return (answerOf() + 1) % static_cast<int>(session().trial().task.ways.size()); }

    void setUp(const QString& ways, const QString& trials, const QString& practice) {
        type("challenge.participant", QStringLiteral("TEST-2345"));
        type("challenge.ways", ways);
        type("challenge.trials", trials);
        type("challenge.practice", practice);
        type("challenge.break", {});
        type("challenge.limit", {});
        find<QCheckBox>("challenge.feedback")->setChecked(true);
        find<QPlainTextEdit>("challenge.consent")->setPlainText({});
    }
    /// After another window was shown or closed, which the platform tells of late.
    void activate() {
        QCoreApplication::processEvents();
        QApplication::setActiveWindow(&window);
        QTRY_VERIFY(window.isActiveWindow());
    }
    void start() {
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("challenge.start")->isEnabled(), patience);
        activate();
        click("challenge.start");
    }
    /// Waits until a task has been painted.
    void awaitTask() {
        if (shown->isEmpty()) QVERIFY(shown->wait(patience));
        shown->clear();
        QCOMPARE(session().state(), State::Ready);
    }
    void awaitState(State state) { QTRY_COMPARE_WITH_TIMEOUT(session().state(), state, patience); }
    void answerByKey(int way) {
        digits(ui::TrialView::keyOf(way, static_cast<int>(session().trial().task.ways.size())));
        awaitState(State::Answered);
    }
    void answerByMouse(int way) {
        click(qPrintable(QStringLiteral("challenge.answer.%1").arg(way + 1)));
        awaitState(State::Answered);
    }
    /// Rightly but for every `wrongEvery`th.
    void finish(int wrongEvery, bool byMouse) {
        for (int number = session().trial().number; session().state() != State::Ended && !QTest::currentTestFailed();
             ++number) {
            awaitTask();
            const int way = number % wrongEvery == 0 ? wrongWay() : answerOf();
            byMouse ? answerByMouse(way) : answerByKey(way);
            click("challenge.next");
            QTRY_VERIFY_WITH_TIMEOUT(session().state() != State::Answered, patience);
        }
    }

    ui::MainWindow window;
    std::unique_ptr<QSignalSpy> shown;
};

inline void keepPicture(QWidget& window, const QString& name) {
    const QString folder = picturesFolder();
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(window.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}
/// In both themes and sizes.
inline void keepPictures(ui::MainWindow& window, const QString& name) {
    for (const QSize size : {QSize(1920, 1080), QSize(1280, 800)})
        for (const ui::Theme theme : {ui::Theme::Dark, ui::Theme::Light}) {
            window.resize(size);
            window.setTheme(theme);
            QCoreApplication::processEvents();
            auto* plot = window.findChild<ui::CurvePlot*>(QStringLiteral("challenge.plot"));
            QSignalSpy replots(plot->findChild<QCustomPlot*>(), &QCustomPlot::afterReplot);
            if (plot->isVisible()) replots.wait(500);  // the chart in this size and theme
            keepPicture(window,
                        QStringLiteral("challenge-%1-%2-%3")
                            .arg(name, theme == ui::Theme::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                            .arg(size.width()));
        }
}

}  // namespace oneshot::test
