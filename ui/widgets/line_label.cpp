#include "ui/widgets/line_label.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QPainter>
#include <QStyle>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

LineLabel::LineLabel(const char* objectName, const char* role) {
    setObjectName(QLatin1String(objectName));
    setTextFormat(Qt::PlainText);
    if (role) setStyleRole(this, role);
    auto* copy = new QAction(tr("Copy"), this);
    connect(copy, &QAction::triggered, this, [this] { QApplication::clipboard()->setText(text()); });
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void LineLabel::say(const QString& text) {
    setText(text);
    renewTip();
    updateGeometry();
}

void LineLabel::setExplanation(const QString& text) {
    explanation_ = text;
    renewTip();
}

void LineLabel::renewTip() {
    setToolTip(text().isEmpty() || explanation_.isEmpty() ? text() + explanation_ : text() + u'\n' + explanation_);
}

QString LineLabel::line() const {
    return text().replace(u'\n', QStringLiteral(" · "));
}

QSize LineLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(line()) + 2, fontMetrics().height()};
}

QSize LineLabel::minimumSizeHint() const {
    return {0, fontMetrics().height()};
}

void LineLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, palette(), isEnabled(),
                          fontMetrics().elidedText(line(), Qt::ElideRight, contentsRect().width()), foregroundRole());
}

}  // namespace oneshot::ui
