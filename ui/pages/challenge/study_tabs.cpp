#include "ui/pages/challenge/study_tabs.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>
#include <limits>

#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

constexpr double most = 1'000'000;

/// Lists the figures of others; the cells are changed in place.
class FiguresTable : public QWidget {
  public:
    FiguresTable(std::vector<ReferenceFigure>& figures, StudyTab* tab)
        : figures_(figures), tab_(tab), rows_(new QStandardItemModel(this)) {
        rows_->setHorizontalHeaderLabels({tr("Label"), tr("Percent right"), tr("Where it is from")});
        for (const ReferenceFigure& figure : figures_) append(figure);
        auto* table = rowTable("study.figures.table", tr("Figures of others"), rows_);
        table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                               QAbstractItemView::AnyKeyPressed);
        table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
        table->horizontalHeader()->setStretchLastSection(true);
        table->horizontalHeader()->setDefaultSectionSize(20 * fontMetrics().averageCharWidth());
        table->setMinimumHeight(5 * table->verticalHeader()->defaultSectionSize());
        auto* add = new QPushButton(tr("Add a figure"));
        add->setObjectName(QStringLiteral("study.figures.add"));
        auto* remove = new QPushButton(tr("Remove"));
        remove->setObjectName(QStringLiteral("study.figures.remove"));
        setLayout(columnLayout(6, {table, rowLayout(6, {add, remove, Filler{}})}));

        const auto showState = [table, remove] { remove->setEnabled(table->selectionModel()->hasSelection()); };
        connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, remove, showState);
        connect(rows_, &QAbstractItemModel::rowsRemoved, remove, showState);
        showState();
        connect(add, &QPushButton::clicked, this, [this, table] {
            append({});
            const QModelIndex first = rows_->index(rows_->rowCount() - 1, 0);
            take();
            table->setCurrentIndex(first);
            table->edit(first);
        });
        connect(remove, &QPushButton::clicked, this, [this, table] {
            if (const QModelIndexList chosen = table->selectionModel()->selectedRows(); !chosen.isEmpty())
                rows_->removeRow(chosen.first().row());
            take();
        });
        connect(rows_, &QStandardItemModel::itemChanged, this, [this] { take(); });
    }

  private:
    void append(const ReferenceFigure& figure) {
        rows_->appendRow({new QStandardItem(QString::fromStdString(figure.label)),
                          new QStandardItem(QLocale::c().toString(figure.percent, 'g', 6)),
                          new QStandardItem(QString::fromStdString(figure.note))});
    }

    void take() {
        figures_.clear();
        for (int row = 0; row < rows_->rowCount(); ++row) {
            const auto text = [&](int column) { return rows_->item(row, column)->text().trimmed(); };
            bool isNumber = false;
            const double percent = QLocale::c().toDouble(text(1), &isNumber);
            figures_.push_back({text(0).toStdString(), isNumber ? percent : std::numeric_limits<double>::quiet_NaN(),
                                text(2).toStdString()});
        }
        Q_EMIT tab_->changed();
    }

    std::vector<ReferenceFigure>& figures_;
    StudyTab* tab_;
    QStandardItemModel* rows_;
};

}  // namespace

StudyTab* generalTab(Study& study) {
    auto* tab = new StudyTab;
    tab->addLine("name", {tr("Name")}, study.name);
    tab->addText("description", {tr("Description"), tr("What is asked, for those who run the study")},
                 study.description, 4);
    tab->addLine("author", {tr("Author")}, study.author);
    tab->addLine(
        "language",
        {tr("Language of its texts"), tr("A code such as en, de-CH or hi. The participant's screens are in it")},
        study.language);
    tab->addNumber("participants", {tr("People planned"), tr("0: not said")}, study.participants, most);
    tab->addCheck("blinded",
                  {tr("Blinded: the experimenter sees no accuracies"),
                   tr("Until the study is unblinded; the time of that is noted with its sessions")},
                  study.blinded);
    tab->addLine(
        "return_code",
        {tr("Code that ends the last screen"), tr("Typed there, it leads back to the experimenter. Empty: a key does")},
        study.returnCode);
    tab->rows()->addStretch(1);
    return tab;
}

StudyTab* tasksTab(Study& study) {
    auto* tab = new StudyTab;
    StudyTasks& tasks = study.tasks;
    tab->addLine("tasks.source",
                 {tr("Data"), tr("data:SPEC, tasks sampled from these data; or lake:PATH, Lake's runs. data: or lake: "
                                 "alone: chosen where the study is run")},
                 tasks.source);
    tab->addText("tasks.needs",
                 {tr("Data that it needs, in words"), tr("And where to get them; shown where they are missing")},
                 tasks.needs, 2);
    tab->addNumber("tasks.ways", {tr("Characters to choose from"), tr("N. Lake's runs have their own")}, tasks.ways,
                   most);
    tab->addNumber("tasks.shots", {tr("Drawings of each"), tr("k. Lake's runs have their own")}, tasks.shots, most);
    tab->addCheck("tasks.within_alphabet",
                  {tr("All of one alphabet"), tr("Harder: characters of one alphabet resemble each other")},
                  tasks.withinAlphabet);
    tab->addNumber("tasks.trials", {tr("Trials that count")}, tasks.trials, most);
    tab->addNumber("tasks.practice", {tr("Practice trials before")}, tasks.practice, most);
    tab->addChoice("tasks.order", {tr("Who gets which tasks")},
                   {tr("Everyone the same"), tr("Each their own"), tr("The same, in blocks of balanced order")},
                   tasks.order);
    tab->addNumber("tasks.blocks", {tr("Blocks"), tr("Of equal size; where their order is balanced")}, tasks.blocks,
                   most);
    tab->addChoice("tasks.seed_rule", {tr("What the participant's number changes"), tr("Besides the order of blocks")},
                   {tr("Nothing"), tr("The tasks, or else the order of trials")}, tasks.seedRule);
    tab->addNumber("tasks.seed", {tr("Seed"), tr("The same seed and data give the same tasks")}, tasks.seed,
                   std::numeric_limits<std::uint32_t>::max());
    tab->rows()->addStretch(1);
    return tab;
}

StudyTab* timingTab(Study& study) {
    auto* tab = new StudyTab;
    StudyTiming& timing = study.timing;
    tab->addNumber("timing.time_limit_seconds", {tr("Time limit of a trial, seconds"), tr("0: none")},
                   timing.timeLimitSeconds, most, 2);
    tab->addNumber("timing.fixation_ms", {tr("Cross before each trial, ms"), tr("0: none")}, timing.fixationMs, most);
    tab->addNumber("timing.interval_ms", {tr("Blank after each answer, ms")}, timing.intervalMs, most);
    tab->addNumber("timing.break_every", {tr("Trials between two breaks"), tr("0: no breaks")}, timing.breakEvery,
                   most);
    tab->addChoice("feedback.answer", {tr("Feedback after each answer")},
                   {tr("None"), tr("Whether it was right, and what was")}, study.feedback.answer);
    tab->addCheck("feedback.model_answer", {tr("Besides: what the first model answered")}, study.feedback.modelAnswer);
    tab->addCheck("feedback.running_score", {tr("Besides: how many were right so far")}, study.feedback.runningScore);
    tab->rows()->addStretch(1);
    return tab;
}

StudyTab* modelsTab(Study& study) {
    auto* tab = new StudyTab;
    tab->addList(
        "models",
        {tr("Models that answer the same tasks, one a line"),
         tr("shipped; pixels-l2, modified-hausdorff, random; or the folder of a run. The first is the one that "
            "people are compared with")},
        study.models, 4);
    tab->addEditor("reference_figures",
                   {tr("Figures of others, drawn in beside the study's own"),
                    tr("Published accuracies, say; a double click changes a cell")},
                   new FiguresTable(study.referenceFigures, tab));
    tab->rows()->addStretch(1);
    return tab;
}

}  // namespace oneshot::ui
