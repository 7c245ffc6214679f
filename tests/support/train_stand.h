#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

#include "tests/support/patience.h"
#include "ui/pages/train/train_page.h"

namespace oneshot::test {

inline const QString fewGlyphs = QStringLiteral("glyphs:alphabet-count=2,characters-per-alphabet=3,drawer-count=4");

/// A page on the screen, its data small and understood.
struct TrainStand {
    TrainStand() {
        workspace.background().choose(fewGlyphs);
        workspace.validation().choose(fewGlyphs);
        page.resize(1072, 760);
        page.show();
    }
    template <typename Widget>
    Widget* find(const QString& name) {
        auto* widget = page.findChild<Widget*>(name);
        if (!widget) qWarning() << "there is no" << name;
        return widget;
    }
    QPushButton* start() { return find<QPushButton>(QStringLiteral("train.start")); }
    QLabel* reason() { return find<QLabel>(QStringLiteral("train.reason")); }
    void type(const QString& name, const QString& text) {
        auto* field = find<QLineEdit>(name);
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    bool ready() {
        return QTest::qWaitFor([&] { return start()->isEnabled(); }, patience);
    }

    session::TrainingSession session;
    session::Workspace workspace{session};
    ui::TrainPage page{session, workspace};
};

inline bool says(const QWidget* parent, const QString& text) {
    for (const QLabel* label : parent->findChildren<QLabel*>())
        if (label->text().contains(text)) return true;
    return false;
}

}  // namespace oneshot::test
