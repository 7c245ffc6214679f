#include "ui/window/log_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <chrono>

#include "ui/session/common/log.h"
#include "ui/session/common/words.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

LogDialog::LogDialog(const session::Log& log, QWidget* parent)
    : QDialog(parent), log_(log), filter_(new QLineEdit), text_(new QPlainTextEdit), note_(textLabel("log.note")) {
    setObjectName(QStringLiteral("log"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Log"));
    resize(820, 480);
    filter_->setObjectName(QStringLiteral("log.filter"));
    filter_->setPlaceholderText(tr("Filter"));
    filter_->setAccessibleName(tr("Show only lines that hold these words"));
    filter_->setToolTip(filter_->accessibleName());
    filter_->setClearButtonEnabled(true);
    text_->setObjectName(QStringLiteral("log.text"));
    text_->setAccessibleName(tr("Lines of the log"));
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setPlaceholderText(tr("Nothing has gone wrong since the program was started."));
    QToolButton* copyLines = flatButton("log.copy", "copy", tr("Copy"), tr("Copies the lines that are shown"));
    connect(copyLines, &QToolButton::clicked, this, &LogDialog::copy);
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("log.close"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setLayout(columnLayout(10, {rowLayout(8, {{filter_, 1}, copyLines}), {text_, 1}, rowLayout(8, {{note_, 1}, close})},
                           {16, 14, 16, 14}));

    soon_.setSingleShot(true);
    soon_.setInterval(std::chrono::milliseconds(40));
    connect(&soon_, &QTimer::timeout, this, &LogDialog::showLines);
    connect(&log_, &session::Log::changed, &soon_, qOverload<>(&QTimer::start));
    connect(filter_, &QLineEdit::textChanged, this, &LogDialog::showLines);
    showLines();
}

void LogDialog::showLines() {
    const QStringList all = log_.lines();
    const QStringList shown = all.filter(filter_->text(), Qt::CaseInsensitive);
    text_->setPlainText(shown.join(u'\n'));
    text_->verticalScrollBar()->setValue(text_->verticalScrollBar()->maximum());
    if (!log_.fileProblem().isEmpty()) return showNote(note_, log_.fileProblem(), true);
    const QString file = QDir::toNativeSeparators(QString::fromStdString(log_.file().string()));
    const QString count = session::counted(all.size(), tr("1 line"), tr("%1 lines"));
    showNote(note_,
             shown.size() == all.size() ? tr("%1 since the start · all of them in %2").arg(count, file)
                                        : tr("%1 of %2 · all of them in %3").arg(shown.size()).arg(count, file),
             false);
}

void LogDialog::copy() const {
    QApplication::clipboard()->setText(text_->toPlainText());
}

}  // namespace oneshot::ui
