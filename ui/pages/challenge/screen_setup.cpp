#include "ui/pages/challenge/screen_setup.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/challenge/frame_test.h"
#include "ui/pages/challenge/session_screens.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

ScreenSetup::ScreenSetup() : SetupCard(tr("Screen")), fullScreen_(new QCheckBox(tr("Full screen"))) {
    constexpr SetupField::Range range{0, 10000};
    fullScreen_->setObjectName(QStringLiteral("challenge.full-screen"));
    fullScreen_->setChecked(true);
    fullScreen_->setToolTip(
        tr("The participant sees no more than the session, in a window of its own. Off: it is "
           "shown in this page"));
    rows_->addWidget(fullScreen_);
    interval_ = addField("interval", tr("Pause before each, ms"), tr("Nothing is shown for so long, 0 to 10000"),
                         QStringLiteral("250"), range);
    fixation_ = addField("fixation", tr("Cross before each, ms"),
                         tr("Then a cross to look at is shown, 0 to 10000; 0: none"), QStringLiteral("500"), range);
    addNote(tr("After the last trial the participant is thanked. %1 leads from there to the results.")
                .arg(SessionScreens::backKeys()));
    auto* test = new QPushButton(tr("Test the timing"));
    test->setObjectName(QStringLiteral("challenge.frames.test"));
    test->setToolTip(tr("Shows %1 frames over the whole screen and measures when they are handed over; kept with the "
                        "sessions after it")
                         .arg(FrameTest::frameCount));
    connect(test, &QPushButton::clicked, this, &ScreenSetup::testFrames);
    rows_->addLayout(rowLayout(0, {test, Filler{}}));
    frames_ = addNote();
    frames_->setObjectName(QStringLiteral("challenge.frames.result"));
    frames_->hide();
    check();
}

void ScreenSetup::testFrames() {
    auto* test = new FrameTest(window());
    connect(test, &FrameTest::done, this, [this](const FrameFigures& figures) {
        frameTest_ = figures.toJson();
        showNote(frames_, figures.inWords(), false);
    });
}

void ScreenSetup::writeTo(session::ChallengeSettings& settings) const {
    settings.intervalMilliseconds = static_cast<int>(interval_->number());
    settings.fixationMilliseconds = static_cast<int>(fixation_->number());
    settings.frameTest = frameTest_;
}

void ScreenSetup::adopt(const session::ChallengeSettings& settings) {
    interval_->setNumber(settings.intervalMilliseconds);
    fixation_->setNumber(settings.fixationMilliseconds);
}

void ScreenSetup::followLock() {
    for (SetupField* field : {interval_, fixation_}) field->setEditable(!isLocked());
}

bool ScreenSetup::wantsFullScreen() const {
    return fullScreen_->isChecked();
}

}  // namespace oneshot::ui
