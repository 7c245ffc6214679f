#include "ui/fields/dataset_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include "ui/fields/dataset_selection.h"
#include "ui/fields/dataset_words.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/sample_sheet_view.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int selectionWidth = 320;  // px

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    setStyleRole(label, "changed");  // bold
    return label;
}

QLabel* wrapped(const QString& text) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QScrollArea* scrolled(QWidget* content, const char* objectName) {
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QLatin1String(objectName));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return scroll;
}

}  // namespace

DatasetDialog::DatasetDialog(const QString& caption, const session::DatasetSummary& summary,
                             const QList<std::pair<QString, QString>>& warnings, QWidget* parent)
    : QDialog(parent), summary_(summary) {
    setObjectName(QStringLiteral("dataset.details"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1: details and selection").arg(caption));
    resize(1060, 700);
    auto* left = new QVBoxLayout;
    left->setSpacing(12);
    left->addWidget(makeFacts(warnings));
    QWidget* sheet = makeSheet();
    left->addWidget(sheet, 1);
    sheet->setVisible(summary.error.isEmpty());
    if (!summary.error.isEmpty()) left->addStretch(1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addLayout(left, 1);
    columns->addWidget(makeSelection());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 14);
    layout->setSpacing(12);
    layout->addLayout(columns, 1);
    layout->addWidget(makeFooter());
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
    QLabel* title = heading(summary_.dataset ? QString::fromStdString(summary_.dataset->name) : summary_.spec);
    title->setWordWrap(true);
    grid->addWidget(title, row++, 0, 1, 2);
    grid->setRowMinimumHeight(row++, 2);
    const auto addMarked = [&](const QString& text, const char* role, const QString& name) {
        auto* icon = new QLabel;
        icon->setPixmap(lineIcon("warning", QPalette::BrightText).pixmap(18, 18));
        icon->setAccessibleName(tr("Warning"));
        QLabel* label = wrapped(text);
        label->setObjectName(name);
        if (*role) setStyleRole(label, role);
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        line->addWidget(icon, 0, Qt::AlignTop);
        line->addWidget(label, 1);
        grid->addLayout(line, row++, 0, 1, 2);
    };
    if (!summary_.error.isEmpty()) {
        addMarked(summary_.error, "fault", QStringLiteral("dataset.details.error"));
        return card(grid);
    }
    for (const auto& [caption, text] : datasetFacts(summary_)) {
        auto* label = new QLabel(caption);
        setStyleRole(label, "muted");
        grid->addWidget(label, row, 0, Qt::AlignTop);
        QLabel* value = wrapped(text);
        value->setAccessibleName(caption);
        grid->addWidget(value, row++, 1);
    }
    if (!warnings.isEmpty()) grid->setRowMinimumHeight(row++, 6);
    int number = 0;
    for (const auto& [sentence, examples] : warnings) {
        addMarked(sentence + u'\n' + examples, "", QStringLiteral("dataset.details.warning.%1").arg(++number));
    }
    return card(grid);
}

QWidget* DatasetDialog::makeSheet() {
    auto* layout = new QVBoxLayout;
    layout->setSpacing(8);
    alphabet_ = new QComboBox;
    alphabet_->setObjectName(QStringLiteral("dataset.details.alphabet"));
    alphabet_->setAccessibleName(tr("Samples of"));
    alphabet_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    alphabet_->setMinimumContentsLength(28);
    alphabet_->addItems(summary_.alphabets);
    alphabetNote_ = new QLabel;
    setStyleRole(alphabetNote_, "muted");
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(heading(tr("Samples")));
    line->addWidget(alphabet_);
    line->addWidget(alphabetNote_);
    line->addStretch(1);
    layout->addLayout(line);
    alphabet_->setVisible(!summary_.sheets.empty());
    sheet_ = new SampleSheetView;
    sheet_->setObjectName(QStringLiteral("dataset.details.sheet"));
    sheet_->setAccessibleName(tr("A row a character, a column a drawing"));
    layout->addWidget(scrolled(sheet_, "dataset.details.samples"), 1);
    connect(alphabet_, &QComboBox::currentIndexChanged, this, &DatasetDialog::showSheet);
    return card(layout);
}

QWidget* DatasetDialog::makeSelection() {
    selection_ = new DatasetSelection(summary_);
    auto* layout = new QVBoxLayout;
    layout->setSpacing(10);
    layout->addWidget(heading(selection_->spec().startsWith(QStringLiteral("glyphs")) ? tr("Make") : tr("Select")));
    QScrollArea* scroll = scrolled(selection_, "dataset.details.selection");
    selection_->setContentsMargins(0, 0, 6, 0);
    layout->addWidget(scroll, 1);
    QFrame* frame = card(layout);
    frame->setFixedWidth(selectionWidth);
    return frame;
}

QWidget* DatasetDialog::makeFooter() {
    spec_ = new QLineEdit;
    spec_->setObjectName(QStringLiteral("dataset.details.spec"));
    spec_->setReadOnly(true);
    spec_->setAccessibleName(tr("These data on the command line"));
    spec_->setToolTip(spec_->accessibleName());
    auto* copy = new QToolButton;
    copy->setObjectName(QStringLiteral("dataset.details.copy"));
    copy->setIcon(lineIcon("copy"));
    copy->setToolTip(tr("Copy for the command line"));
    copy->setAccessibleName(copy->toolTip());
    setStyleRole(copy, "flat");
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("dataset.details.cancel"));
    cancel->setAutoDefault(false);
    apply_ = new QPushButton(tr("Apply"));
    apply_->setObjectName(QStringLiteral("dataset.details.apply"));
    apply_->setDefault(true);
    setStyleRole(apply_, "primary");
    problem_ = new QLabel;
    problem_->setObjectName(QStringLiteral("dataset.details.problem"));
    setStyleRole(problem_, "fault");
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(spec_->text()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply_, &QPushButton::clicked, this, [this] {
        Q_EMIT applied(selection_->spec());
        accept();
    });
    auto* line = new QHBoxLayout;
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addWidget(spec_, 1);
    line->addWidget(copy);
    line->addSpacing(8);
    line->addWidget(cancel);
    line->addWidget(apply_);
    auto* footer = new QWidget;
    auto* layout = new QVBoxLayout(footer);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(problem_);
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
    problem_->setText(problem.isEmpty() ? QString() : tr("Cannot apply yet: %1").arg(problem));
    problem_->setVisible(!problem.isEmpty());
    apply_->setEnabled(problem.isEmpty());
}

}  // namespace oneshot::ui
