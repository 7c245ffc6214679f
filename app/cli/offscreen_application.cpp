#ifdef ONESHOT_WITH_UI

#include "app/cli/offscreen_application.h"

#include "app/cli/console.h"
#include "ui/report/english_numbers.h"

namespace oneshot::cli {
namespace {

/// Where there is no XDG_RUNTIME_DIR, as on a server, or a poor one, Qt tells so while it looks there for a display.
void forwardQtMessage(QtMsgType, const QMessageLogContext&, const QString& message) {
    if (!message.startsWith(QStringLiteral("QStandardPaths: "))) Console::message("Qt: " + message.toStdString());
}

}  // namespace

OffscreenApplication::OffscreenApplication() : handlerBefore_(qInstallMessageHandler(forwardQtMessage)) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    application_.emplace(argc_, argv_);
    report::useEnglishNumbers();
}

OffscreenApplication::~OffscreenApplication() {
    application_.reset();
    qInstallMessageHandler(handlerBefore_);
}

}  // namespace oneshot::cli

#endif
