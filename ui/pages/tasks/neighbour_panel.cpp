#include "ui/pages/tasks/neighbour_panel.h"

#include <QFrame>
#include <QLabel>
#include <QListWidget>
#include <QPixmap>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/tasks/picture_row.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

NeighbourPanel::NeighbourPanel()
    : name_(textLabel("tasks.map.chosen", nullptr)),
      nearest_(textLabel("tasks.map.nearest")),
      picture_(new PictureRow),
      list_(new QListWidget) {
    name_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    explain(nearest_, "nearest neighbour");
    picture_->setObjectName(QStringLiteral("tasks.map.picture"));
    picture_->setAccessibleName(tr("The chosen drawing"));
    picture_->setEmptyText(tr("no picture"));
    list_->setObjectName(QStringLiteral("tasks.map.neighbours"));
    list_->setAccessibleName(tr("Nearest neighbours"));
    list_->setToolTip(tr("Enter or a double click goes there"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideMiddle);
    auto* content = new QWidget;
    content->setLayout(columnLayout(6, {name_, {picture_, 2}, nearest_, {list_, 5}}, {0, 0, 6, 0}));
    QFrame* frame = card(columnLayout(0, {scrolled(content, Qt::ScrollBarAsNeeded)}), {12, 12, 6, 12});
    setLayout(columnLayout(0, {frame}));
    connect(list_, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { Q_EMIT chosen(item->data(Qt::UserRole).toInt()); });
    showDrawing({}, -1);
}

void NeighbourPanel::showDrawing(const session::MapPtr& map, int drawing) {
    map_ = map;
    drawing_ = map ? drawing : -1;
    neighbours_ = {};
    const bool has = drawing_ >= 0;
    for (QWidget* part : std::initializer_list<QWidget*>{picture_, nearest_, list_}) part->setVisible(has);
    setStyleRole(name_, "muted", !has);
    if (has) {
        const QString& name = map_->nameOf(drawing_);
        name_->setText(map_->drawings[drawing_].learnt ? tr("%1. The model learnt from this character.").arg(name)
                                                       : name);
        picture_->setPictures({{map_->drawing(drawing_).image, {}}});
    } else {
        name_->setText(
            tr("Click a point, or go to one by the arrow keys, to see its drawing and the drawings that the "
               "model finds most alike."));
    }
    renew();
}

void NeighbourPanel::showNeighbours(const session::MapNeighbours& found) {
    if (drawing_ < 0) return;
    neighbours_ = found;
    renew();
}

void NeighbourPanel::takeFocus() {
    list_->setFocus();
    if (!list_->currentItem()) list_->setCurrentRow(0);
}

void NeighbourPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) renew();
}

void NeighbourPanel::renew() {
    const int row = list_->currentRow();
    list_->clear();
    if (!neighbours_.problem.isEmpty()) return nearest_->setText(neighbours_.problem);
    if (drawing_ < 0 || neighbours_.drawing != drawing_) return nearest_->setText(tr("Looking for its neighbours"));
    for (std::size_t i = 0; i < neighbours_.nearest.size(); ++i)
        addNeighbour(neighbours_.nearest[i], scoreText(neighbours_.kind, neighbours_.scores[i]));
    list_->setCurrentRow(row);
    const int character = map_->drawings[drawing_].name;
    const auto alike = std::ranges::count_if(
        neighbours_.nearest, [&](int neighbour) { return map_->drawings[neighbour].name == character; });
    const QString by = neighbours_.own ? tr("the model's own comparison") : tr("their places in embedding space");
    nearest_->setText(
        tr("Most alike by %1 (%2). The same character: %3 of %4.")
            .arg(by, scoreName(neighbours_.kind), QString::number(alike), QString::number(neighbours_.nearest.size())));
}

void NeighbourPanel::addNeighbour(int drawing, const QString& score) {
    constexpr int lines = 2;
    const int side = lines * list_->fontMetrics().height();
    QString text = map_->nameOf(drawing) + u'\n' + score;
    if (map_->drawings[drawing].name == map_->drawings[drawing_].name) text += tr(" · same character");
    if (map_->drawings[drawing].learnt) text += tr(" · learnt");
    auto* item = new QListWidgetItem(text, list_);
    item->setData(Qt::UserRole, drawing);
    item->setToolTip(text);
    const Image& image = map_->drawing(drawing).image;
    list_->setIconSize({side, side});
    if (image.pixels.empty()) return;
    QImage ink = thumbnail(image, palette().color(QPalette::Text), QSize(side, side) * devicePixelRatioF());
    ink.setDevicePixelRatio(devicePixelRatioF());
    item->setIcon(QIcon(QPixmap::fromImage(ink)));
}

}  // namespace oneshot::ui
