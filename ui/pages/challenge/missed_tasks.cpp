#include "ui/pages/challenge/missed_tasks.h"

#include <QButtonGroup>
#include <QHelpEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using Kind = MissedTask::Part::Kind;

constexpr int side = 52, partGap = 4, taskGap = 18;  // px

QFont captionFont(const QWidget& widget) {
    return scaled(widget.font(), 0.85);
}

}  // namespace

MissedTask missedTask(const session::TrialRecord& record, session::DatasetPtr dataset, const Task& task) {
    MissedTask missed;
    const auto name = [&](int way) {
        return way < 0 ? MissedTasks::tr("nothing") : record.support.value(way).section(u'+', 0, 0);
    };
    missed.words = MissedTasks::tr("%1. Right: %2, person: %3, model: %4")
                       .arg(record.query, name(record.correctWay), name(record.answer.way), name(record.modelWay));
    missed.parts.push_back({Kind::Query, task.query});
    const auto add = [&](Kind kind, int way) {
        if (way >= 0 && way < static_cast<int>(task.ways.size()))
            missed.parts.push_back({kind, task.ways[way].drawings.front()});
    };
    add(Kind::Right, record.correctWay);
    if (!record.correct()) add(Kind::Person, record.answer.way);
    if (!record.modelCorrect()) add(Kind::Model, record.modelWay);
    missed.dataset = std::move(dataset);
    missed.task = task;
    return missed;
}

QString nameOf(Kind kind) {
    static const char* const names[] = {QT_TR_NOOP("query"), QT_TR_NOOP("right"), QT_TR_NOOP("person"),
                                        QT_TR_NOOP("model")};
    return MissedTasks::tr(names[static_cast<int>(kind)]);
}

MissedTasks::MissedTasks() {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void MissedTasks::setTasks(std::vector<MissedTask> tasks) {
    tasks_ = std::move(tasks);
    QStringList words;
    for (const MissedTask& task : tasks_) words += task.words;
    setAccessibleDescription(words.join(u'\n'));
    updateGeometry();
    update();
}

/// From one part of a task to the next: a picture, or its caption where that is wider.
int MissedTasks::step() const {
    const QFontMetrics metrics(captionFont(*this));
    int widest = side;
    for (const Kind kind : {Kind::Query, Kind::Right, Kind::Person, Kind::Model})
        widest = std::max(widest, metrics.horizontalAdvance(nameOf(kind)));
    return widest + partGap;
}

std::vector<QRect> MissedTasks::places(int width) const {
    std::vector<QRect> places;
    const int high = side + QFontMetrics(captionFont(*this)).height() + 4, each = step();
    int x = 0, y = 0;
    for (const MissedTask& task : tasks_) {
        const int wide = static_cast<int>(task.parts.size()) * each - partGap;
        if (x > 0 && x + wide > width) x = 0, y += high + taskGap / 2;
        places.emplace_back(x, y, wide, high);
        x += wide + taskGap;
    }
    return places;
}

int MissedTasks::heightForWidth(int width) const {
    const auto all = places(width);
    return all.empty() ? 0 : all.back().bottom() + 1;
}

QSize MissedTasks::sizeHint() const {
    const auto all = places(std::max(width(), 300));
    return {300, all.empty() ? 0 : all.front().height()};
}

bool MissedTasks::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto all = places(width());
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].contains(help->pos())) QToolTip::showText(help->globalPos(), tasks_[i].words, this, all[i]);
    return true;
}

void MissedTasks::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const auto theme = report::ChartTheme::window(palette(), font());
    painter.setFont(captionFont(*this));
    const auto all = places(width());
    const int each = step();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].intersects(event->rect())) continue;
        QRect tile(all[i].left() + (each - partGap - side) / 2, all[i].top(), side, side);
        for (const MissedTask::Part& part : tasks_[i].parts) {
            const QColor colour = part.kind == Kind::Person  ? theme.colour(0)
                                  : part.kind == Kind::Model ? theme.colour(1)
                                  : part.kind == Kind::Right ? theme.colour(2)
                                                             : palette().color(QPalette::Mid);
            painter.setPen(QPen(colour, part.kind == Kind::Query ? 1 : 1.6));
            painter.setBrush(palette().alternateBase());
            painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 4, 4);
            drawThumbnail(painter, tile.adjusted(5, 5, -5, -5), tasks_[i].dataset->drawings[part.drawing].image,
                          palette().color(QPalette::Text));
            painter.setPen(palette().color(QPalette::PlaceholderText));
            painter.drawText(QRect(tile.center().x() - each / 2, tile.bottom() + 2, each, all[i].height() - side),
                             Qt::AlignHCenter | Qt::AlignTop, nameOf(part.kind));
            tile.translate(each, 0);
        }
    }
}

MissedTasksPanel::MissedTasksPanel(session::TrialDrawings& drawings)
    : drawings_(drawings),
      choice_(new QButtonGroup(this)),
      open_(new QPushButton(tr("Open in Tasks"))),
      note_(new QLabel),
      tasks_(new MissedTasks) {
    setStyleRole(this, "card");
    open_->setObjectName(QStringLiteral("challenge.tasks"));
    note_->setObjectName(QStringLiteral("challenge.tasks.note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    tasks_->setObjectName(QStringLiteral("challenge.tasks.list"));
    tasks_->setAccessibleName(tr("Tasks that were missed"));

    auto* content = new QWidget;
    content->setLayout(columnLayout(-1, {note_, tasks_, Filler{}}));
    QScrollArea* scroll = scrolled(content);
    scroll->setMinimumHeight(78);
    setLayout(columnLayout(8, {makeBar(), {scroll, 1}}, {14, 9, 14, 9}));
    connect(choice_, &QButtonGroup::idClicked, this, &MissedTasksPanel::refresh);
    connect(&drawings_, &session::TrialDrawings::changed, this, &MissedTasksPanel::refresh);
    connect(open_, &QPushButton::clicked, this, &MissedTasksPanel::openTasks);
}

QLayout* MissedTasksPanel::makeBar() {
    auto* bar = new FlowLayout(4);
    for (const char* objectName : {"challenge.list.person", "challenge.list.model", "challenge.list.both"}) {
        QToolButton* button = toggleButton(objectName, {}, {}, "flat");
        choice_->addButton(button, static_cast<int>(choice_->buttons().size()));
        bar->addWidget(button);
    }
    choice_->button(0)->setChecked(true);
    bar->addWidget(open_);
    return bar;
}

void MissedTasksPanel::setTrials(const std::vector<session::TrialRecord>& trials,
                                 const session::ChallengeResults& results) {
    const std::vector<int>* missed[] = {&results.beatPerson, &results.beatModel, &results.beatBoth};
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        lists_[i].clear();
        for (const int trial : *missed[i]) lists_[i].push_back(trials[static_cast<std::size_t>(trial)]);
    }
    drawings_.find(trials);
    refresh();
}

void MissedTasksPanel::refresh() {
    choice_->button(0)->setText(tr("Only the person missed · %1").arg(lists_[0].size()));
    choice_->button(1)->setText(tr("Only the model missed · %1").arg(lists_[1].size()));
    choice_->button(2)->setText(tr("Both missed · %1").arg(lists_[2].size()));
    const auto& list = lists_[static_cast<std::size_t>(choice_->checkedId())];
    std::vector<MissedTask> missed;
    for (const session::TrialRecord& trial : list)
        if (const auto task = drawings_.task(trial))
            missed.push_back(missedTask(trial, drawings_.dataset(trial), *task));

    const auto all = std::ssize(list), undrawn = all - std::ssize(missed);
    const bool fault = undrawn > 0 && !drawings_.problem().isEmpty();
    showNote(note_,
             all == 0      ? tr("None")
             : fault       ? tr("%1 of %2 cannot be drawn. %3").arg(undrawn).arg(all).arg(drawings_.problem())
             : undrawn > 0 ? tr("The drawings are being read")
                           : QString(),
             fault);
    const auto openable =
        std::ranges::count_if(missed, [&](const MissedTask& task) { return task.dataset == missed.front().dataset; });
    const bool part = openable > 0 && openable < all;
    open_->setEnabled(openable > 0);
    open_->setText(part ? tr("Open %1 of %2 in Tasks").arg(openable).arg(all) : tr("Open in Tasks"));
    open_->setToolTip(part
                          ? tr("The page Tasks shows one dataset at a time; the others are of other data, or could not "
                               "be drawn")
                          : QString());
    tasks_->setTasks(std::move(missed));
}

/// Opens the tasks of one dataset: that of the first.
void MissedTasksPanel::openTasks() {
    const session::DatasetPtr dataset = tasks_->tasks().front().dataset;
    std::vector<Task> tasks;
    for (const MissedTask& missed : tasks_->tasks())
        if (missed.dataset == dataset) tasks.push_back(missed.task);
    Q_EMIT tasksRequested(dataset, tasks);
}

}  // namespace oneshot::ui
