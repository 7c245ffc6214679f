#include "ui/pages/tasks/board_message.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

BoardMessage::BoardMessage(QWidget* parent)
    : QWidget(parent),
      text_(textLabel("tasks.message")),
      useWays_(new QPushButton(tr("Ask for fewer ways"))),
      chooseLake_(new QPushButton(lineIcon("folder"), tr("Choose Lake's runs..."))) {
    text_->setAlignment(Qt::AlignCenter);
    useWays_->setObjectName(QStringLiteral("tasks.most"));
    chooseLake_->setObjectName(QStringLiteral("tasks.lake.choose"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch(1);
    layout->addWidget(text_);
    layout->addWidget(useWays_, 0, Qt::AlignHCenter);
    layout->addWidget(chooseLake_, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    connect(useWays_, &QPushButton::clicked, this, [this] { Q_EMIT waysWanted(ways_); });
    connect(chooseLake_, &QPushButton::clicked, this, &BoardMessage::lakeWanted);
}

void BoardMessage::setMessage(const QString& text, int ways, bool lake) {
    ways_ = ways;
    text_->setText(text);
    useWays_->setVisible(ways >= 2);
    useWays_->setText(tr("Ask for %1 ways").arg(ways));
    chooseLake_->setVisible(lake);
}

}  // namespace oneshot::ui
