#pragma once

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QtTest>
#include <memory>

#include "tests/support/patience.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/challenge/trial_view.h"
#include "ui/window/main_window.h"

namespace oneshot::test {

inline const QString smallGlyphs = QStringLiteral("glyphs:alphabet-count=3,characters-per-alphabet=8,drawer-count=4");
inline const QString wideGlyphs = QStringLiteral("glyphs:alphabet-count=1,characters-per-alphabet=24,drawer-count=4");

/// Does sessions in the real window by the names of its parts.
class ChallengeDriver {
    using State = session::ChallengeSession::State;

  public:
    /// storeOpens: false where the home folder is one in which no trial can be kept.
    explicit ChallengeDriver(const QString& data = smallGlyphs, bool storeOpens = true) {
        window.show();
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
    [[nodiscard]] bool activate() {
        QCoreApplication::processEvents();
        window.activateWindow();
        return QTest::qWaitFor([&] { return window.isActiveWindow(); }, patience);
    }
    [[nodiscard]] bool start() {
        const auto* button = find<QWidget>("challenge.start");
        if (!QTest::qWaitFor([&] { return button->isEnabled(); }, patience) || !activate()) return false;
        click("challenge.start");
        return true;
    }
    /// Waits until a task has been painted.
    [[nodiscard]] bool awaitTask() {
        if (shown->isEmpty() && !shown->wait(patience)) return false;
        shown->clear();
        return session().state() == State::Ready;
    }
    [[nodiscard]] bool awaitState(State state) {
        return QTest::qWaitFor([&] { return session().state() == state; }, patience);
    }
    [[nodiscard]] bool answerByKey(int way) {
        digits(ui::TrialView::keyOf(way, static_cast<int>(session().trial().task.ways.size())));
        return awaitState(State::Answered);
    }
    [[nodiscard]] bool answerByMouse(int way) {
        click(qPrintable(QStringLiteral("challenge.answer.%1").arg(way + 1)));
        return awaitState(State::Answered);
    }
    /// Rightly but for every `wrongEvery`th.
    [[nodiscard]] bool finish(int wrongEvery, bool byMouse) {
        for (int number = session().trial().number; session().state() != State::Ended; ++number) {
            if (!awaitTask()) return false;
            const int way = number % wrongEvery == 0 ? wrongWay() : answerOf();
            if (!(byMouse ? answerByMouse(way) : answerByKey(way))) return false;
            click("challenge.next");
            if (!QTest::qWaitFor([&] { return session().state() != State::Answered; }, patience)) return false;
        }
        return true;
    }

    ui::MainWindow window;
    std::unique_ptr<QSignalSpy> shown;
};

}  // namespace oneshot::test
