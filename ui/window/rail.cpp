#include "ui/window/rail.h"

#include <QButtonGroup>
#include <QEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/fields/model_field.h"
#include "ui/session/common/words.h"
#include "ui/session/workspace/workspace.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int leastWidth = 208, leastLetters = 24;
constexpr int sideMargin = 12;

QToolButton* railButton(const QByteArray& objectName, const char* icon) {
    auto* button = new QToolButton;
    button->setObjectName(QString::fromLatin1(objectName));
    button->setIcon(lineIcon(icon));
    button->setIconSize({20, 20});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

QLabel* railCaption(const QString& text) {
    auto* label = new QLabel(text);
    label->setContentsMargins(4, 0, 0, 0);
    setStyleRole(label, "muted");
    return label;
}

}  // namespace

Rail::Rail(session::Workspace& workspace)
    : workspace_(workspace), dataset_(railButton("dataset.choose", "dataset")), pages_(new QButtonGroup(this)) {
    setStyleRole(dataset_, "field");
    dataset_->setPopupMode(QToolButton::InstantPopup);
    column_ =
        columnLayout(4, {railCaption(tr("Dataset")), dataset_, Gap{6}, new ModelField(workspace_), Gap{16}, Filler{}},
                     {sideMargin, 14, sideMargin, 12});
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("rail"));
    content->setLayout(column_);
    content->setMinimumWidth(leastWidth / 2);  // its buttons need not show all of their texts
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    connect(pages_, &QButtonGroup::idClicked, this, &Rail::pageChosen);
    connect(&workspace_.background(), &session::DataChoice::changed, this, &Rail::showDataset);
    fitWidth();
}

void Rail::setDataMenu(QMenu* menu) {
    dataset_->setMenu(menu);
}

void Rail::addPage(const QByteArray& name, const QString& title) {
    const auto page = static_cast<int>(pages_->buttons().size());
    QToolButton* button = railButton("nav." + name, name);
    button->setText(title);
    button->setCheckable(true);
    button->setChecked(page == 0);
    setStyleRole(button, "nav");
    button->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + page)));
    button->setToolTip(tr("%1 (%2)").arg(title, button->shortcut().toString(QKeySequence::NativeText)));
    pages_->addButton(button, page);
    column_->insertWidget(column_->count() - 1, button);
}

QAbstractButton* Rail::button(int page) const {
    return pages_->button(page);
}

QList<QAbstractButton*> Rail::buttons() const {
    return pages_->buttons();
}

void Rail::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitWidth();
}

void Rail::fitWidth() {
    setFixedWidth(std::max(leastWidth, leastLetters * fontMetrics().averageCharWidth()));
    showDataset();
}

void Rail::showDataset() {
    const session::DataChoice& choice = workspace_.background();
    const QString spec = choice.dataset() ? choice.inUse().spec : choice.spec();
    const QString name = session::dataName(spec);
    dataset_->setText(buttonText(name));
    const QFontMetrics metrics = dataset_->fontMetrics();
    if (const int excess = dataset_->sizeHint().width() - (maximumWidth() - 2 * sideMargin); excess > 0)
        dataset_->setText(
            buttonText(metrics.elidedText(name, Qt::ElideMiddle, metrics.horizontalAdvance(name) - excess)));
    const bool failed = !choice.error().isEmpty();
    dataset_->setIcon(lineIcon(failed ? "warning" : session::DataChoice::isGlyphs(spec) ? "glyphs" : "dataset"));
    dataset_->setToolTip(failed ? choice.error() : spec);
    dataset_->setAccessibleName(tr("Dataset in use: %1").arg(name));
}

}  // namespace oneshot::ui
