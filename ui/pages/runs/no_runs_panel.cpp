#include "ui/pages/runs/no_runs_panel.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

NoRunsPanel::NoRunsPanel(QWidget* parent) : QWidget(parent) {
    auto* text =
        new QLabel(tr("No run yet. Every training leaves one here: its curves, its settings and its weights."));
    text->setObjectName(QStringLiteral("runs.empty"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    auto* train = new QPushButton(lineIcon("train", QPalette::HighlightedText), tr("Start a training"));
    train->setObjectName(QStringLiteral("runs.empty.train"));
    setStyleRole(train, "primary");
    connect(train, &QPushButton::clicked, this, &NoRunsPanel::trainRequested);
    auto* column = new QVBoxLayout;
    column->setSpacing(14);
    column->addWidget(text);
    column->addWidget(train, 0, Qt::AlignHCenter);
    QFrame* frame = card(column);
    frame->setFixedWidth(440);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(frame, 0, Qt::AlignCenter);
}

}  // namespace oneshot::ui
