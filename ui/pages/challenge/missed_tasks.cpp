#include "ui/pages/challenge/missed_tasks.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/report/curve_chart.h"
#include "ui/widgets/character_strip.h"

namespace oneshot::ui {
namespace {

using Kind = MissedTask::Part::Kind;

constexpr int side = 52, partGap = 4, taskGap = 18, captionHeight = 18;

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
    switch (kind) {
        case Kind::Query:
            return MissedTasks::tr("query");
        case Kind::Right:
            return MissedTasks::tr("right");
        case Kind::Person:
            return MissedTasks::tr("person");
        case Kind::Model:
            break;
    }
    return MissedTasks::tr("model");
}

MissedTasks::MissedTasks(QWidget* parent) : QWidget(parent) {
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

std::vector<QRect> MissedTasks::places(int width) const {
    std::vector<QRect> places;
    int x = 0, y = 0;
    for (const MissedTask& task : tasks_) {
        const int wide = static_cast<int>(task.parts.size()) * (side + partGap) - partGap;
        if (x > 0 && x + wide > width) x = 0, y += side + captionHeight + taskGap / 2;
        places.emplace_back(x, y, wide, side + captionHeight);
        x += wide + taskGap;
    }
    return places;
}

int MissedTasks::heightForWidth(int width) const {
    const auto all = places(width);
    return all.empty() ? 0 : all.back().bottom() + 1;
}

QSize MissedTasks::sizeHint() const {
    return {300, heightForWidth(std::max(width(), 300))};
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
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    const auto all = places(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].intersects(event->rect())) continue;
        QRect tile(all[i].topLeft(), QSize(side, side));
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
            painter.drawText(QRect(tile.left() - partGap / 2, tile.bottom() + 2, side + partGap, captionHeight),
                             Qt::AlignHCenter | Qt::AlignTop, nameOf(part.kind));
            tile.translate(side + partGap, 0);
        }
    }
}

}  // namespace oneshot::ui
