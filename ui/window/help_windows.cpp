#include "ui/window/help_windows.h"

#include <QApplication>
#include <QClipboard>

#include "ui/session/common/log.h"
#include "ui/window/diagnostics.h"
#include "ui/window/log_dialog.h"
#include "ui/window/manual_window.h"
#include "ui/window/message_boxes.h"
#include "ui/window/shortcuts_dialog.h"

namespace oneshot::ui {
namespace {

/// Shows the one dialog of its kind that the window has, made if there is none.
template <typename Dialog, typename Make>
void showOnly(QWidget& window, Make make) {
    auto* dialog = window.findChild<Dialog*>();
    if (!dialog) dialog = make();
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

}  // namespace

HelpWindows::HelpWindows(QWidget& window, const session::Log& log) : window_(window), log_(log) {}

void HelpWindows::showManual(const QString& page) {
    auto* manual = window_.findChild<ManualWindow*>();
    if (!manual) manual = new ManualWindow(ManualWindow::shippedFolder(), &window_);
    manual->showPage(page);
}

void HelpWindows::showShortcuts() {
    showOnly<ShortcutsDialog>(window_, [this] { return new ShortcutsDialog(&window_); });
}

void HelpWindows::showLog() {
    showOnly<LogDialog>(window_, [this] { return new LogDialog(log_, &window_); });
}

void HelpWindows::copyDiagnostics() {
    QApplication::clipboard()->setText(diagnostics(window_));
    Q_EMIT told(tr("The diagnostics are in the clipboard"));
}

void HelpWindows::about() {
    showAbout(&window_);
}

}  // namespace oneshot::ui
