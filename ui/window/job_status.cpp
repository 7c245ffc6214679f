#include "ui/window/job_status.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>
#include <chrono>

#include "ui/session/common/jobs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::Jobs;

constexpr std::chrono::milliseconds soon{300};
constexpr int widestName = 380;  // pixels

QString textOf(int job) {
    return Jobs::instance().index(job).data().toString();
}

}  // namespace

JobStatus::JobStatus(QWidget* parent)
    : QToolButton(parent), list_(new QFrame(this, Qt::Popup)), lines_(columnLayout(6, {}, {10, 10, 10, 10})) {
    setObjectName(QStringLiteral("status.jobs"));
    setToolTip(tr("What is at work in the background"));
    setStyleRole(this, "flat");
    hide();
    list_->setObjectName(QStringLiteral("jobs.list"));
    list_->setFrameShape(QFrame::StyledPanel);
    auto* content = new QWidget;
    content->setLayout(lines_);
    list_->setLayout(columnLayout(0, {scrolled(content)}));
    delay_.setSingleShot(true);
    delay_.setInterval(soon);
    connect(&delay_, &QTimer::timeout, this, &JobStatus::show);
    connect(this, &QToolButton::clicked, this, &JobStatus::showList);

    const Jobs& jobs = Jobs::instance();
    connect(&jobs, &Jobs::rowsInserted, this, [this](const QModelIndex&, int job) { addLine(job); });
    connect(&jobs, &Jobs::rowsRemoved, this, [this](const QModelIndex&, int job) { removeLine(job); });
    connect(&jobs, &Jobs::dataChanged, this, &JobStatus::showJobs);
    for (int job = 0; job < jobs.rowCount(); ++job) addLine(job);
}

void JobStatus::addLine(int job) {
    auto* line = new QWidget;
    QToolButton* cancel = flatButton("jobs.cancel", "stop", tr("Cancel"), {});
    connect(cancel, &QToolButton::clicked, line, [this, line] { Jobs::instance().cancel(lines_->indexOf(line)); });
    line->setLayout(rowLayout(12, {{new QLabel, 1}, cancel}));
    lines_->insertWidget(job, line);
    line->show();  // at once, for the size of the list
    showJobs();
}

void JobStatus::removeLine(int job) {
    QWidget* line = lines_->takeAt(job)->widget();
    line->hide();
    line->deleteLater();  // its button may be what cancels the job
    showJobs();
}

void JobStatus::showJobs() {
    const int count = lines_->count();
    for (int job = 0; job < count; ++job) {
        QWidget* line = lines_->itemAt(job)->widget();
        auto* name = line->findChild<QLabel*>();
        name->setText(name->fontMetrics().elidedText(textOf(job), Qt::ElideMiddle, widestName));
        line->findChild<QToolButton*>()->setAccessibleName(tr("Cancel %1").arg(textOf(job)));
    }
    if (count == 0) {
        delay_.stop();
        list_->hide();
        hide();
        return;
    }
    setText(count == 1 ? buttonText(fontMetrics().elidedText(textOf(0), Qt::ElideMiddle, widestName))
                       : tr("%1 jobs").arg(count));
    if (isHidden() && !delay_.isActive()) delay_.start();
    if (list_->isVisible()) placeList();
}

void JobStatus::showList() {
    list_->show();
    placeList();
}

void JobStatus::placeList() {
    lines_->activate();
    const QSize needed = lines_->sizeHint();
    const int highest = window()->height() * 2 / 3;  // a queue may hold many
    const int bar = needed.height() > highest ? style()->pixelMetric(QStyle::PM_ScrollBarExtent) : 0;
    list_->resize(QSize(needed.width() + bar, std::min(needed.height(), highest)) +
                  2 * list_->frameWidth() * QSize(1, 1));
    list_->move(mapToGlobal(QPoint(width(), 0)) - QPoint(list_->width(), list_->height()));
}

}  // namespace oneshot::ui
