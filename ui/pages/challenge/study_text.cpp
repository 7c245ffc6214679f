#include "ui/pages/challenge/study_text.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTextDocument>
#include <cmath>

#include "ui/pages/challenge/study_document.h"

namespace oneshot::ui {

StudyText::StudyText() : document_(std::make_unique<QTextDocument>()) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

StudyText::~StudyText() = default;

void StudyText::setText(const Study& study, const std::string& markdown) {
    document_ = studyDocument(study, markdown, font());
    setAccessibleName(words());
    updateGeometry();
    update();
}

QString StudyText::words() const {
    return wordsOf(*document_);
}

int StudyText::heightForWidth(int width) const {
    if (document_->textWidth() != width) document_->setTextWidth(width);
    return static_cast<int>(std::ceil(document_->size().height()));
}

QSize StudyText::sizeHint() const {
    constexpr int usualWidth = 600;  // px
    return {usualWidth, heightForWidth(usualWidth)};
}

QSize StudyText::minimumSizeHint() const {
    return {0, fontMetrics().height()};
}

void StudyText::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        document_->setDefaultFont(font());
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

void StudyText::paintEvent(QPaintEvent* event) {
    heightForWidth(width());  // lays it out as it is now
    QPainter painter(this);
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = palette();
    context.clip = event->rect();
    painter.setClipRect(event->rect());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);  // pictures have more pixels than are shown
    document_->documentLayout()->draw(&painter, context);
}

}  // namespace oneshot::ui
