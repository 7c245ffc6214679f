#include "ui/pages/tasks/task_filter_bar.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>

#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QToolButton* toggle(const char* objectName, const QString& text, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleDescription(tip);
    button->setCheckable(true);
    setStyleRole(button, "toggle");
    return button;
}

}  // namespace

TaskFilterBar::TaskFilterBar(QWidget* parent)
    : QWidget(parent),
      wrong_(toggle("tasks.filter.wrong", tr("Wrong"), {})),
      narrow_(toggle("tasks.filter.narrow", tr("Narrow"), {})),
      disagree_(
          toggle("tasks.filter.disagree", tr("Disagree"), tr("Only tasks for which learners chose different ways"))),
      learnt_(
          toggle("tasks.filter.learnt", tr("Learnt"), tr("Only tasks with a character that a learner learnt from"))),
      margin_(new QDoubleSpinBox),
      alphabet_(new QComboBox),
      shown_(new QLabel) {
    margin_->setObjectName(QStringLiteral("tasks.filter.margin"));
    margin_->setRange(0.01, 1);
    margin_->setSingleStep(0.05);
    margin_->setValue(TaskFilter().narrowMargin);
    margin_->setPrefix(QStringLiteral("< "));
    margin_->setAccessibleName(tr("Narrow below this margin"));
    margin_->setToolTip(tr("What counts as narrow: how much the shares of the right way and the largest other differ"));
    alphabet_->setObjectName(QStringLiteral("tasks.filter.alphabet"));
    alphabet_->setAccessibleName(tr("Alphabet of the query"));
    alphabet_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    alphabet_->setMinimumContentsLength(12);
    alphabet_->addItem(tr("All alphabets"));
    shown_->setObjectName(QStringLiteral("tasks.filter.shown"));
    setStyleRole(shown_, "muted");

    auto* first = new QHBoxLayout;
    first->setSpacing(4);
    for (QWidget* part : std::initializer_list<QWidget*>{wrong_, narrow_, margin_, disagree_, learnt_})
        first->addWidget(part);
    first->addStretch(1);
    auto* second = new QHBoxLayout;
    second->addWidget(alphabet_, 1);
    second->addWidget(shown_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(first);
    layout->addLayout(second);

    for (const QToolButton* button : {wrong_, narrow_, disagree_, learnt_})
        connect(button, &QToolButton::toggled, this, &TaskFilterBar::changed);
    connect(margin_, &QDoubleSpinBox::valueChanged, this, &TaskFilterBar::changed);
    connect(alphabet_, &QComboBox::currentIndexChanged, this, &TaskFilterBar::changed);
}

TaskFilter TaskFilterBar::filter() const {
    TaskFilter filter;
    filter.wrong = wrong_->isChecked();
    filter.narrow = narrow_->isChecked();
    filter.narrowMargin = margin_->value();
    filter.disagree = disagree_->isChecked();
    filter.learnt = learnt_->isChecked();
    if (alphabet_->currentIndex() > 0) filter.alphabet = alphabet_->currentText();
    return filter;
}

void TaskFilterBar::setLearner(const QString& name) {
    wrong_->setToolTip(tr("Only tasks that %1 answered wrongly").arg(name));
    narrow_->setToolTip(tr("Only tasks that %1 answered with a narrow margin, rightly or not").arg(name));
    for (QToolButton* button : {wrong_, narrow_}) button->setAccessibleDescription(button->toolTip());
}

void TaskFilterBar::setAlphabets(const QStringList& names) {
    QStringList present;
    for (int i = 1; i < alphabet_->count(); ++i) present += alphabet_->itemText(i);
    if (present == names) return;
    const QString chosen = alphabet_->currentText();
    {
        const QSignalBlocker quiet(alphabet_);
        while (alphabet_->count() > 1) alphabet_->removeItem(1);
        alphabet_->addItems(names);
        alphabet_->setCurrentIndex(static_cast<int>(names.indexOf(chosen)) + 1);
    }
    if (alphabet_->currentText() != chosen) Q_EMIT changed();
}

void TaskFilterBar::setShown(int shown, int all) {
    const QLocale locale;
    shown_->setText(tr("%1 of %2 shown").arg(locale.toString(shown), locale.toString(all)));
}

}  // namespace oneshot::ui
