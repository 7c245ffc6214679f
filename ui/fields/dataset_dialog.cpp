#include "ui/fields/dataset_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <algorithm>

#include "ui/fields/dataset_selection.h"
#include "ui/fields/dataset_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/sample_sheet_view.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int selectionWidth = 320;   // px at least
constexpr int selectionLetters = 42;  // of a line of the selection

}  // namespace

DatasetDialog::DatasetDialog(const QString& caption, const session::DatasetSummary& summary,
                             const QList<std::pair<QString, QString>>& warnings, QWidget* parent)
    : QDialog(parent), summary_(summary) {
    setObjectName(QStringLiteral("dataset.details"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1: details and selection").arg(caption));
    resize(parent ? QSize(1060, 700).boundedTo(parent->window()->size()) : QSize(1060, 700));
    QWidget* sheet = makeSheet();
    QVBoxLayout* left = columnLayout(12, {makeFacts(warnings), {sheet, 1}});
    sheet->setVisible(summary.error.isEmpty());
    if (!summary.error.isEmpty()) left->addStretch(1);
    QLayout* columns = rowLayout(12, {{left, 1}, makeSelection()});
    setLayout(columnLayout(12, {{columns, 1}, makeFooter()}, {16, 16, 16, 14}));
    connect(selection_, &DatasetSelection::changed, this, &DatasetDialog::showSpec);
    showSpec();
    showSheet(0);
}

QWidget* DatasetDialog::makeFacts(const QList<std::pair<QString, QString>>& warnings) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    QLabel* title = cardTitle(session::dataName(summary_.spec));
    title->setWordWrap(true);
    grid->addWidget(title, row++, 0, 1, 2);
    grid->setRowMinimumHeight(row++, 2);
    const auto addMarked = [&](const QString& text, const char* role, const QString& name) {
        auto* icon = new QLabel;
        icon->setPixmap(lineIcon("warning", QPalette::BrightText).pixmap(18, 18));
        icon->setAccessibleName(tr("Warning"));
        QLabel* label = textLabel("", role);
        label->setText(text);
        label->setObjectName(name);
        grid->addLayout(rowLayout(8, {{icon, 0, Qt::AlignTop}, {label, 1}}), row++, 0, 1, 2);
    };
    if (!summary_.error.isEmpty()) {
        addMarked(summary_.error, "fault", QStringLiteral("dataset.details.error"));
        return card(grid);
    }
    for (const auto& [caption, text] : datasetFacts(summary_)) {
        QLabel* value = textLabel("", nullptr);
        value->setText(text);
        grid->addWidget(fieldCaption(caption, value), row, 0, Qt::AlignTop);
        grid->addWidget(value, row++, 1);
    }
    if (!warnings.isEmpty()) grid->setRowMinimumHeight(row++, 6);
    int number = 0;
    for (const auto& [sentence, examples] : warnings)
        addMarked(sentence + u'\n' + examples, nullptr, QStringLiteral("dataset.details.warning.%1").arg(++number));
    return card(grid);
}

QWidget* DatasetDialog::makeSheet() {
    alphabet_ = new QComboBox;
    alphabet_->setObjectName(QStringLiteral("dataset.details.alphabet"));
    alphabet_->setAccessibleName(tr("Samples of"));
    alphabet_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    alphabet_->setMinimumContentsLength(28);
    alphabet_->addItems(summary_.alphabets);
    alphabetNote_ = new QLabel;
    setStyleRole(alphabetNote_, "muted");
    QLayout* line = rowLayout(10, {cardTitle(tr("Samples")), alphabet_, alphabetNote_, Filler{}});
    alphabet_->setVisible(!summary_.sheets.empty());
    sheet_ = new SampleSheetView;
    sheet_->setObjectName(QStringLiteral("dataset.details.sheet"));
    sheet_->setAccessibleName(tr("A row a character, a column a drawing"));
    connect(alphabet_, &QComboBox::currentIndexChanged, this, &DatasetDialog::showSheet);
    QScrollArea* scroll = scrolled(sheet_);
    scroll->setObjectName(QStringLiteral("dataset.details.samples"));
    return card(columnLayout(8, {line, {scroll, 1}}));
}

QWidget* DatasetDialog::makeSelection() {
    selection_ = new DatasetSelection(summary_);
    QLabel* title =
        cardTitle(selection_->spec().startsWith(QStringLiteral("glyphs")) ? tr("Make glyphs") : tr("Select"));
    QScrollArea* scroll = scrolled(selection_);
    scroll->setObjectName(QStringLiteral("dataset.details.selection"));
    selection_->setContentsMargins(0, 0, 6, 0);
    QFrame* frame = card(columnLayout(10, {title, {scroll, 1}}));
    frame->setFixedWidth(std::max(selectionWidth, selectionLetters * fontMetrics().averageCharWidth()));
    return frame;
}

QWidget* DatasetDialog::makeFooter() {
    spec_ = new QLineEdit;
    spec_->setObjectName(QStringLiteral("dataset.details.spec"));
    spec_->setReadOnly(true);
    spec_->setToolTip(tr("How these data are named in commands, after --data"));
    QLabel* caption = fieldCaption(tr("On the command line"), spec_);
    spec_->setAccessibleName(tr("These data on the command line"));
    auto* copy = flatButton("dataset.details.copy", "copy", {}, tr("Copy for the command line"));
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("dataset.details.cancel"));
    cancel->setAutoDefault(false);
    apply_ = new QPushButton(tr("Apply"));
    apply_->setObjectName(QStringLiteral("dataset.details.apply"));
    apply_->setDefault(true);
    setStyleRole(apply_, "primary");
    problem_ = new QLabel;
    problem_->setObjectName(QStringLiteral("dataset.details.problem"));
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(spec_->text()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply_, &QPushButton::clicked, this, [this] {
        Q_EMIT applied(selection_->spec());
        accept();
    });
    QLayout* line = rowLayout(8, {caption, {spec_, 1}, copy, Gap{8}, cancel, apply_});
    auto* footer = new QWidget;
    footer->setLayout(columnLayout(6, {line, problem_}));
    return footer;
}

void DatasetDialog::showSheet(int alphabet) {
    const auto index = static_cast<std::size_t>(alphabet);
    if (index >= summary_.sheets.size()) {
        alphabetNote_->setText(tr("Vectors have no picture"));
        return;
    }
    sheet_->setSheet(summary_.sheets[index]);
    const DatasetInfo::AlphabetCount& count = summary_.info.alphabets[index];
    alphabetNote_->setText(tr("%1 · %2").arg(session::counted(count.characters, tr("1 character"), tr("%1 characters")),
                                             session::counted(count.drawings, tr("1 drawing"), tr("%1 drawings"))));
}

void DatasetDialog::showSpec() {
    const QString& problem = selection_->problem();
    spec_->setText(selection_->spec());
    spec_->setCursorPosition(0);
    spec_->setEnabled(problem.isEmpty());
    showNote(problem_, problem.isEmpty() ? QString() : tr("Cannot apply yet: %1").arg(problem), true);
    apply_->setEnabled(problem.isEmpty());
}

}  // namespace oneshot::ui
