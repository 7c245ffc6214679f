#include "ui/window/manual_window.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QScrollBar>
#include <QShortcut>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextTable>
#include <QToolButton>

#include "core/base/error.h"
#include "core/models/models.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

constexpr int pageMargin = 24, headingMargin = 16, tableMargin = 8, cellPadding = 5;  // pixels

/// Reads pages as UTF-8, and says in the place of one that cannot be read what is missing.
class PageBrowser : public QTextBrowser {
  public:
    QVariant loadResource(int type, const QUrl& url) override {
        if (type != QTextDocument::MarkdownResource) return QTextBrowser::loadResource(type, url);
        QFile file(url.toLocalFile());
        if (file.open(QIODevice::ReadOnly)) return QString::fromUtf8(file.readAll());
        return ManualWindow::tr(
                   "# This page is not there\n\n"
                   "`%1` cannot be read. Build or install the workbench anew.")
            .arg(file.fileName());
    }
};

}  // namespace

ManualWindow::ManualWindow(const QString& folder, QWidget* parent)
    : QWidget(parent, Qt::Window), folder_(folder), text_(new PageBrowser) {
    setObjectName(QStringLiteral("manual"));
    setWindowTitle(tr("Manual"));
    resize(860, 720);
    text_->setObjectName(QStringLiteral("manual.text"));
    text_->setAccessibleName(tr("Page of the manual"));
    text_->setOpenExternalLinks(true);
    text_->setFrameShape(QFrame::NoFrame);
    text_->document()->setDocumentMargin(pageMargin);
    connect(text_, &QTextBrowser::sourceChanged, this, &ManualWindow::finishPage);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);

    setLayout(columnLayout(0, {makeButtons(), {text_, 1}}));
}

QLayout* ManualWindow::makeButtons() {
    QToolButton* back = flatButton("manual.back", "previous", {}, tr("Back (Alt+Left)"));
    QToolButton* forward = flatButton("manual.forward", "next", {}, tr("Forward (Alt+Right)"));
    QToolButton* contents = flatButton("manual.contents", "runs", tr("Contents"), tr("All pages of the manual"));
    back->setEnabled(false);
    forward->setEnabled(false);
    connect(text_, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(text_, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    connect(back, &QToolButton::clicked, text_, &QTextBrowser::backward);
    connect(forward, &QToolButton::clicked, text_, &QTextBrowser::forward);
    connect(contents, &QToolButton::clicked, this, [this] { showPage(QStringLiteral("index")); });

    QHBoxLayout* buttons = rowLayout(4, {back, forward, contents, Filler{}});
    buttons->setContentsMargins(8, 6, 8, 6);
    return buttons;
}

void ManualWindow::showPage(const QString& name) {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    text_->setSource(QUrl::fromLocalFile(folder_ + u'/' + name + QStringLiteral(".md")));
    text_->setFocus();
}

QString ManualWindow::shippedFolder() {
    try {
        return QString::fromStdString(sharedFile("manual").string());
    } catch (const Error& missing) {
        return QString::fromStdString(missing.where());
    }
}

QString ManualWindow::anchorOf(const QString& heading) {
    static const QRegularExpression punctuation(QStringLiteral("[^\\w\\- ]"),
                                                QRegularExpression::UseUnicodePropertiesOption);
    return heading.toLower().remove(punctuation).replace(u' ', u'-');
}

void ManualWindow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || text_->source().isEmpty()) return;
    const int place = text_->verticalScrollBar()->value();
    text_->reload();  // a page has the colours of the palette that it was read with
    text_->verticalScrollBar()->setValue(place);
}

/// Adds what Markdown leaves open: names and room of headings, a ground behind commands, a grid in tables.
void ManualWindow::finishPage(const QUrl& source) {
    QTextDocument* page = text_->document();
    QTextCursor edit(page);
    edit.beginEditBlock();
    for (QTextBlock block = page->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat added;
        if (block.blockFormat().hasProperty(QTextFormat::BlockCodeFence))
            added.setBackground(palette().alternateBase());
        if (block.blockFormat().headingLevel() > 0) {
            added.setTopMargin(headingMargin);
            QTextCharFormat name;
            name.setAnchor(true);
            name.setAnchorNames({anchorOf(block.text())});
            QTextCursor(block).mergeBlockCharFormat(name);
        }
        if (added.propertyCount() > 0) QTextCursor(block).mergeBlockFormat(added);
    }
    for (QTextFrame* frame : page->rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) finishTable(*table);
    edit.endEditBlock();
    text_->scrollToAnchor(source.fragment());
}

void ManualWindow::finishTable(QTextTable& table) const {
    QTextTableFormat format = table.format();
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(palette().mid());
    format.setCellSpacing(0);
    format.setCellPadding(cellPadding);
    format.setTopMargin(tableMargin);
    format.setBottomMargin(tableMargin);
    table.setFormat(format);
}

}  // namespace oneshot::ui
