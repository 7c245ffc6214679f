#include "ui/pages/challenge/participant_window.h"

#include <QCloseEvent>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

ParticipantWindow::ParticipantWindow(QWidget* content, QWidget* over) : QWidget(over, Qt::Window) {
    setObjectName(QStringLiteral("challenge.window"));
    setWindowTitle(tr("One-Shot Workbench"));
    setWindowModality(Qt::WindowModal);
    setLayout(columnLayout(0, {content}, pageMargins));
    content->show();
}

void ParticipantWindow::open() {
    setScreen(parentWidget()->screen());
    setGeometry(parentWidget()->screen()->geometry());
    showFullScreen();
    raise();
    activateWindow();
}

void ParticipantWindow::closeEvent(QCloseEvent* event) {
    event->ignore();
    Q_EMIT closeRequested();
}

}  // namespace oneshot::ui
