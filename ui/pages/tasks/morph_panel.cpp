#include "ui/pages/tasks/morph_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QToolButton>
#include <utility>

#include "ui/pages/tasks/picture_row.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int frameCount = 31, playingTime = 1500;  // ms

}  // namespace

MorphPanel::MorphPanel()
    : pictures_(new PictureRow),
      play_(flatButton("tasks.morph.play", "start", {}, tr("Play"))),
      position_(new QSlider(Qt::Horizontal)),
      costs_(new QLabel),
      note_(new QLabel),
      shown_(new QWidget) {
    setObjectName(QStringLiteral("tasks.morph"));
    pictures_->setObjectName(QStringLiteral("tasks.morph.picture"));
    pictures_->setAccessibleName(tr("The way's drawing, being bent onto the query"));
    position_->setObjectName(QStringLiteral("tasks.morph.position"));
    position_->setAccessibleName(tr("How far the drawing is bent"));
    position_->setToolTip(tr("Left: as drawn. Right: bent as far as it pays."));
    position_->setRange(0, frameCount - 1);
    costs_->setObjectName(QStringLiteral("tasks.morph.costs"));
    costs_->setTextFormat(Qt::RichText);
    costs_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    costs_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    costs_->setToolTip(
        tr("Mismatch: squared difference of the bent drawing and the query, over the ink of both; 0 where they lie on "
           "each other.\nBending: of the lattice of 5 × 5 points and of the frame, weighed as it counts.\nRe-ranking: "
           "the sum, mean with that of bending the query onto the drawing."));
    note_->setObjectName(QStringLiteral("tasks.morph.note"));
    note_->setWordWrap(true);
    note_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setStyleRole(note_, "muted");
    animation_.setEndValue(frameCount - 1);

    QLayout* seen = columnLayout(4, {{pictures_, 1}, rowLayout(6, {play_, {position_, 1}})});
    shown_->setLayout(rowLayout(12, {{seen, 1}, {costs_, 1}}));
    setLayout(columnLayout(-1, {note_, {shown_, 1}}));

    connect(&worker_, &session::Worker::failed, this, [this](const QString& why) { clear(why); });
    connect(play_, &QToolButton::clicked, this, &MorphPanel::playOrPause);
    connect(position_, &QSlider::valueChanged, this, &MorphPanel::showFrame);
    connect(position_, &QSlider::sliderPressed, &animation_, &QAbstractAnimation::stop);
    connect(position_, &QSlider::actionTriggered, &animation_, &QAbstractAnimation::stop);
    connect(&animation_, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& frame) { position_->setValue(frame.toInt()); });
    connect(&animation_, &QAbstractAnimation::stateChanged, this, &MorphPanel::showPlaying);
    clear({});
}

void MorphPanel::clear(const QString& note) {
    worker_.cancel();
    animation_.stop();
    question_ = {};
    morph_ = {};
    pictures_->setPictures({});
    note_->setText(note);
    note_->show();
    shown_->hide();
}

void MorphPanel::explain(const session::TaskBoard& board, int learner, int task, int way) {
    const int right = board.task(task).answer;
    const session::TaskAnswer* said = board.answer(learner, task);
    const int other = way != right ? right : said && said->outcome.predicted != right ? said->outcome.predicted : -1;
    Question question{board.tasks, task, way, other};
    if (question == question_) return;
    if (board.dataset->format == DataFormat::Vectors)
        return clear(tr("These data are vectors: there is no drawing to bend."));
    clear(tr("Bending way %1 onto the query").arg(way + 1));
    question_ = std::move(question);
    worker_.run(
        [dataset = board.dataset, asked = question_](const session::Worker::Control& control) {
            const Task& bent = (*asked.tasks)[asked.task];
            Result result{session::morphWay(*dataset, bent, asked.way, frameCount, control.stop), {}};
            if (asked.other >= 0) result.other = session::morphWay(*dataset, bent, asked.other, 0, control.stop);
            return result;
        },
        [this](const Result& result) {
            morph_ = result.morph;
            costs_->setText(costs(result));
            note_->hide();
            shown_->show();
            position_->setValue(0);
            showFrame();
        });
}

QString MorphPanel::costs(const Result& result) const {
    const bool right = (*question_.tasks)[question_.task].answer == question_.way;
    const QString cell = QStringLiteral("<td align=right>%1</td>");
    QString table = QStringLiteral("<table cellspacing=0 cellpadding=3><tr><td></td>");
    const auto head = [&](int way, bool isRight) {
        table += cell.arg(
            QStringLiteral("<b>%1</b><br>%2").arg(tr("way %1").arg(way + 1), isRight ? tr("right") : tr("wrong")));
    };
    head(question_.way, right);
    if (result.other) head(question_.other, !right);
    using session::WayMorph;
    const auto row = [&](const QString& name, const auto& figure) {
        table += QStringLiteral("</tr><tr><td>%1</td>").arg(name);
        for (const WayMorph* morph : {&result.morph, result.other ? &*result.other : nullptr})
            if (morph) table += cell.arg(QLocale().toString(std::invoke(figure, *morph), 'f', 2));
    };
    row(tr("Mismatch"), &WayMorph::mismatch);
    row(tr("Bending"), &WayMorph::bending);
    row(tr("Cost"), [](const WayMorph& morph) { return morph.mismatch + morph.bending; });
    row(tr("Re-ranking"), &WayMorph::bothWays);
    return table + QStringLiteral("</tr></table>");
}

void MorphPanel::playOrPause() {
    if (playing()) return animation_.stop();
    if (morph_.frames.empty()) return;
    const int last = frameCount - 1, from = position_->value() < last ? position_->value() : 0;
    position_->setValue(from);  // the animation tells of no start that it ended a turn with
    animation_.setStartValue(from);
    animation_.setDuration(playingTime * (last - from) / last);
    animation_.start();
}

void MorphPanel::showPlaying() {
    play_->setIcon(lineIcon(playing() ? "pause" : "start"));
    play_->setToolTip(playing() ? tr("Pause") : tr("Play"));
    play_->setAccessibleName(play_->toolTip());
}

void MorphPanel::showFrame() {
    std::vector<PictureRow::Picture> pictures;
    for (const std::vector<Image>& shot : morph_.frames)
        pictures.push_back({morph_.query, shot[static_cast<std::size_t>(position_->value())]});
    pictures_->setPictures(std::move(pictures), tr("query"), tr("way %1").arg(question_.way + 1));
}

}  // namespace oneshot::ui
