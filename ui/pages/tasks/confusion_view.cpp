#include "ui/pages/tasks/confusion_view.h"

#include <QBuffer>
#include <QComboBox>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <limits>

#include "core/base/save_file.h"
#include "core/files/csv_rows.h"
#include "ui/pages/tasks/confusion_words.h"
#include "ui/pages/tasks/settings_column.h"
#include "ui/widgets/confusion_matrix.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/line_label.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int heldOutRole = Qt::UserRole, alphabetRole = Qt::UserRole + 1;  // of an alphabet's entry

QComboBox* choice(const char* objectName) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(objectName));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(14);
    QObject::connect(box, &QComboBox::currentTextChanged, box, &QWidget::setToolTip);
    return box;
}

}  // namespace

ConfusionView::ConfusionView(session::Workspace& workspace) : workspace_(workspace) {
    setLayout(rowLayout(12, {makeSettings(), {makeResult(), 1}}));

    connect(&study_, &session::ConfusionStudy::progressed, bar_, &QProgressBar::setValue);
    connect(&study_, &session::ConfusionStudy::ready, this, &ConfusionView::take);
    connect(&study_, &session::ConfusionStudy::failed, this, [this](const QString& why) { tell(why, true); });
    connect(&study_, &session::ConfusionStudy::ended, this, &ConfusionView::showState);
    connect(&saver_, &session::Worker::failed, this, [this](const QString& why) { tell(why, true); });
    connect(&workspace_, &session::Workspace::datasetChanged, this, &ConfusionView::listAlphabets);
    connect(&workspace_, &session::Workspace::heldOutChanged, this, &ConfusionView::listAlphabets);
    connect(&workspace_, &session::Workspace::modelChanged, this, [this] { followModel(workspace_.modelId()); });
    connect(&workspace_.models(), &session::ModelLibrary::changed, this, &ConfusionView::followModel);
    connect(learner_, &QComboBox::activated, this, [this] { learnerChosen_ = true; });
    connect(matrix_, &ConfusionMatrix::activated, this, &ConfusionView::open);
    connect(matrix_, &ConfusionMatrix::currentChanged, this, [this](int row, int column) {
        if (row < 0) return;
        const QPoint centre = matrix_->mapTo(scroll_->widget(), matrix_->cellRect(row, column).center());
        scroll_->ensureVisible(centre.x(), centre.y(), 40, 40);
    });
    listAlphabets();
}

QWidget* ConfusionView::makeSettings() {
    start_ = new QPushButton(lineIcon("start", QPalette::HighlightedText), tr("Measure"));
    start_->setObjectName(QStringLiteral("tasks.confusions.start"));
    setStyleRole(start_, "primary");
    cancel_ = new QPushButton(lineIcon("stop"), tr("Cancel"));
    cancel_->setObjectName(QStringLiteral("tasks.confusions.cancel"));
    connect(start_, &QPushButton::clicked, this, &ConfusionView::start);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        study_.cancel();
        showState();
    });
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("tasks.confusions.progress"));
    bar_->setAccessibleName(tr("Progress of the measurement"));
    bar_->setTextVisible(false);
    return new SettingsColumn(
        columnLayout(8, {makeFields(), Gap{4}, rowLayout(8, {{start_, 1}, {cancel_, 1}}), bar_, Filler{}}));
}

QFormLayout* ConfusionView::makeFields() {
    auto* form = new QFormLayout;
    form->setSpacing(7);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [form](const QString& caption, auto* field, const QString& tip = {}) {
        if (!tip.isEmpty()) field->setToolTip(tip);
        form->addRow(fieldCaption(caption, field), field);
        return field;
    };
    alphabet_ = add(tr("Alphabet"), choice("tasks.confusions.alphabet"));
    learner_ = add(tr("Learner"), choice("tasks.confusions.learner"));
    ways_ = add(tr("Ways"), spinBox("tasks.confusions.ways", 2, 60, 20),
                tr("Characters in each task; fewer where the alphabet has no more"));
    shots_ = add(tr("Shots"), spinBox("tasks.confusions.shots", 1, 5, 1));
    tasks_ = add(tr("Tasks"), spinBox("tasks.confusions.tasks", 50, 20000, 1000, 50),
                 tr("The more tasks, the more often each pair of characters stands in one"));
    seed_ = add(tr("Seed"), spinBox("tasks.confusions.seed", 0, std::numeric_limits<int>::max(), 1));
    explain(ways_, "way");
    explain(shots_, "shot");
    explain(seed_, "seed");
    return form;
}

QLayout* ConfusionView::makeResult() {
    matrix_ = new ConfusionMatrix;
    matrix_->setObjectName(QStringLiteral("tasks.confusions.matrix"));
    auto* content = new QWidget;
    content->setLayout(columnLayout(0, {{matrix_, 1}}));
    scroll_ = scrolled(content, Qt::ScrollBarAsNeeded);
    scroll_->setFocusPolicy(Qt::NoFocus);
    summary_ = textLabel("tasks.confusions.summary");
    notice_ = new LineLabel("tasks.confusions.notice");
    export_ = flatButton("tasks.confusions.export", "save", tr("Export"), tr("Save the confusions"));
    export_->setMenu(makeMenu());
    export_->setPopupMode(QToolButton::InstantPopup);
    sentences_ = textLabel("tasks.confusions.sentences", nullptr);
    explain(sentences_, "confusion matrix");
    return columnLayout(
        8,
        {rowLayout(8, {{summary_, 1}, export_}), {viewCard(scroll_), 1}, card(columnLayout(4, {sentences_, notice_}))});
}

QMenu* ConfusionView::makeMenu() {
    auto* menu = new QMenu(this);
    const QString name = QStringLiteral("tasks.confusions.export"), title = tr("Save the confusions");
    menu->addAction(lineIcon("save"), tr("Table, CSV..."), this, [this, name, title] {
        askWhereToSave(this, {name, title, QStringLiteral("confusions.csv"), tr("Tables (*.csv)")},
                       [this](const QString& path, bool forExcel) { saveCsv(path, forExcel); });
    });
    menu->addAction(lineIcon("save"), tr("Picture, PNG..."), this, [this, name, title] {
        askWhereToSave(this, {name, title, QStringLiteral("confusions.png"), tr("Pictures (*.png)")},
                       [this](const QString& path, bool) { savePicture(path); });
    });
    return menu;
}

/// Keeps the choice where it still is one.
void ConfusionView::listAlphabets() {
    const QSignalBlocker quiet(alphabet_);
    const QString chosen = alphabet_->currentText();
    alphabet_->clear();
    for (const bool heldOut : {false, true}) {
        const session::DatasetPtr& dataset = heldOut ? workspace_.heldOut() : workspace_.dataset();
        for (int i = 0; dataset && i < static_cast<int>(dataset->alphabets.size()); ++i) {
            const QString name = QString::fromStdString(dataset->alphabets[i].name);
            alphabet_->addItem(heldOut ? tr("%1 · held out").arg(name) : name);
            alphabet_->setItemData(alphabet_->count() - 1, heldOut, heldOutRole);
            alphabet_->setItemData(alphabet_->count() - 1, i, alphabetRole);
        }
    }
    alphabet_->setCurrentIndex(std::max(0, alphabet_->findText(chosen)));
    alphabet_->setToolTip(alphabet_->currentText());
    showState();
}

void ConfusionView::listLearners() {
    if (!isVisible()) return;  // showEvent catches up
    const QString chosen = learnerChosen_ ? learner_->currentData().toString() : workspace_.modelId();
    learner_->clear();
    for (const session::ModelEntry& entry : workspace_.models().entries()) learner_->addItem(entry.title, entry.id);
    learner_->setCurrentIndex(std::max(0, learner_->findData(chosen)));
}

/// Lists learners anew only where one is not listed yet: a training renews its model again and again, and to list them
/// looks at all runs.
void ConfusionView::followModel(const QString& id) {
    const int place = learner_->findData(id);
    if (place < 0)
        listLearners();
    else if (!learnerChosen_ && id == workspace_.modelId())
        learner_->setCurrentIndex(place);
}

void ConfusionView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    listLearners();  // there may be new runs
}

void ConfusionView::start() {
    const bool heldOut = alphabet_->currentData(heldOutRole).toBool();
    bar_->setValue(0);
    tell({}, false);
    study_.start({.dataset = heldOut ? workspace_.heldOut() : workspace_.dataset(),
                  .alphabet = alphabet_->currentData(alphabetRole).toInt(),
                  .learner = learner_->currentData().toString(),
                  .ways = ways_->value(),
                  .shots = shots_->value(),
                  .tasks = tasks_->value(),
                  .seed = static_cast<std::uint64_t>(seed_->value())});
    showState();
}

void ConfusionView::take(const session::ConfusionPtr& result) {
    result_ = result;
    std::vector<ConfusedCharacter> characters;
    const std::vector<Character>& all = result->dataset->alphabets[0].characters;
    for (int i = 0; i < static_cast<int>(all.size()); ++i)
        characters.push_back({QString::fromStdString(all[i].name),
                              result->dataset->drawings[all[i].drawings.front()].image,
                              result->learnt.contains({0, i})});
    matrix_->setMatrix(result->confusions, result->order, std::move(characters));
}

void ConfusionView::open(int asked, int answered) {
    std::vector<Task> chosen;
    for (const int task : result_->confusions.tasksOf(asked, answered)) chosen.push_back((*result_->tasks)[task]);
    const auto name = [&](int i) { return QString::fromStdString(result_->dataset->alphabets[0].characters[i].name); };
    Q_EMIT tasksRequested(
        result_->dataset, chosen,
        asked == answered ? tr("%1, found").arg(name(asked)) : tr("%1 taken for %2").arg(name(asked), name(answered)),
        result_->question.learner);
}

void ConfusionView::saveCsv(const QString& path, bool forExcel) {
    saver_.run(
        session::Job::saving(path),
        [path, forExcel, result = result_](const session::Worker::Control&) {
            saveFile(path.toStdString(), csvFile(confusionCsv(*result), forExcel));
            return true;
        },
        [this, path](bool) { tell(tr("The confusions are in %1").arg(path), false); });
}

void ConfusionView::savePicture(const QString& path) {
    saver_.run(
        session::Job::saving(path),
        [path, image = matrix_->toImage(confusionTitle(*result_), confusionSummary(*result_))](
            const session::Worker::Control&) {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            image.save(&buffer, "PNG");
            saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
            return true;
        },
        [this, path](bool) { tell(tr("The picture is in %1").arg(path), false); });
}

void ConfusionView::showState() {
    const bool running = study_.running(), possible = alphabet_->count() > 0;
    const QWidget* focus = window()->focusWidget();
    start_->setEnabled(!running && possible);
    cancel_->setEnabled(running);
    if (focus == start_ && running) cancel_->setFocus();  // a disabled button would hand it to whatever comes next
    if (focus == cancel_ && !running) start_->setFocus();
    if (!running) bar_->setValue(0);
    export_->setEnabled(result_ != nullptr);
    matrix_->setEmptyText(running    ? tr("The tasks are being answered")
                          : possible ? tr("No confusions yet – choose an alphabet and measure")
                                     : tr("Choose a dataset first: the tasks are drawn from it."));
    summary_->setText(result_ ? confusionTitle(*result_) + QStringLiteral(" · ") + confusionSummary(*result_)
                              : QString());
    sentences_->setText(
        result_
            ? confusionSentences(*result_).join(u'\n')
            : tr("Which characters of an alphabet a learner takes for each other. Those that it confuses most stand "
                 "together. A click on a cell opens exactly its tasks."));
}

void ConfusionView::tell(const QString& text, bool fault) {
    setFault(notice_, fault);
    notice_->say(text);
}

}  // namespace oneshot::ui
