#include "ui/pages/runs/evaluate_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/data/data_spec.h"
#include "core/data/error.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int mostWays = 100000;

QLineEdit* field(const char* objectName, const QString& name, const std::string& text) {
    auto* edit = new QLineEdit(QString::fromStdString(text));
    edit->setObjectName(QLatin1String(objectName));
    edit->setAccessibleName(name);
    return edit;
}

/// Nothing where the text is no list of such numbers.
std::vector<int> waysIn(const QString& text) {
    std::vector<int> ways;
    for (const QString& part : text.split(u',')) {
        bool sound = false;
        const int number = part.trimmed().toInt(&sound);
        if (!sound || number < 2 || number > mostWays) return {};
        ways.push_back(number);
    }
    return ways;
}

}  // namespace

EvaluateDialog::EvaluateDialog(int runs, const EvaluationRequest& last, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("runs.evaluate.dialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(runs == 1 ? tr("Evaluate the run") : tr("Evaluate %1 runs").arg(runs));
    setMinimumWidth(560);

    onLake_ = new QRadioButton(tr("Lake's runs: 20-way one-shot within an alphabet"));
    onLake_->setObjectName(QStringLiteral("runs.evaluate.on-lake"));
    lake_ = field("runs.evaluate.lake", tr("File of Lake's runs"), last.lake);
    lake_->setPlaceholderText(tr("all_runs.zip, or its folder"));
    onData_ = new QRadioButton(tr("Tasks drawn from a dataset"));
    onData_->setObjectName(QStringLiteral("runs.evaluate.on-data"));
    data_ = field("runs.evaluate.data", tr("Dataset"), last.data);
    data_->setPlaceholderText(tr("a zip or folder, or glyphs:seed=99"));
    QStringList ways;
    for (const int number : last.ways) ways += QString::number(number);
    ways_ = field("runs.evaluate.ways", tr("Ways"), ways.join(QStringLiteral(", ")).toStdString());
    ways_->setToolTip(tr("Characters in a support set, several with commas between"));
    shots_ = spinBox("runs.evaluate.shots", 1, 1000, last.shots);
    tasks_ = spinBox("runs.evaluate.tasks", 1, 1000000, last.tasks, 50);
    within_ = new QCheckBox(tr("Within one alphabet"));
    within_->setObjectName(QStringLiteral("runs.evaluate.within"));
    within_->setToolTip(tr("All ways of a task from one alphabet: far harder than from all"));
    within_->setChecked(last.withinAlphabet);
    (last.data.empty() || !last.lake.empty() ? onLake_ : onData_)->setChecked(true);

    const auto withBrowse = [this](QLineEdit* edit, const char* objectName) {
        auto* button = new QToolButton;
        button->setObjectName(QLatin1String(objectName));
        button->setIcon(lineIcon("open"));
        button->setToolTip(tr("Choose a file"));
        button->setAccessibleName(button->toolTip());
        setStyleRole(button, "flat");
        connect(button, &QToolButton::clicked, this, [this, edit] { browse(edit); });
        auto* line = new QHBoxLayout;
        line->addWidget(edit, 1);
        line->addWidget(button);
        return line;
    };
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->addRow(onLake_);
    form->addRow(tr("File"), withBrowse(lake_, "runs.evaluate.lake.browse"));
    form->addRow(onData_);
    form->addRow(tr("Data"), withBrowse(data_, "runs.evaluate.data.browse"));
    form->addRow(tr("Ways"), ways_);
    form->addRow(tr("Shots"), shots_);
    form->addRow(tr("Tasks of each"), tasks_);
    form->addRow(QString(), within_);
    fault_ = new QLabel;
    fault_->setObjectName(QStringLiteral("runs.evaluate.fault"));
    fault_->setWordWrap(true);
    setStyleRole(fault_, "fault");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("runs.evaluate.close"));
    start_ = buttons->addButton(tr("Evaluate"), QDialogButtonBox::AcceptRole);
    start_->setObjectName(QStringLiteral("runs.evaluate.start"));
    setStyleRole(start_, "primary");
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(request());
        accept();
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(fault_);
    layout->addWidget(buttons);
    for (QRadioButton* button : {onLake_, onData_})
        connect(button, &QRadioButton::toggled, this, &EvaluateDialog::showState);
    for (QLineEdit* edit : {lake_, data_, ways_})
        connect(edit, &QLineEdit::textChanged, this, &EvaluateDialog::showState);
    showState();
}

EvaluationRequest EvaluateDialog::request() const {
    EvaluationRequest request;
    if (onLake_->isChecked())
        request.lake = lake_->text().trimmed().toStdString();
    else
        request.data = data_->text().trimmed().toStdString();
    request.ways = waysIn(ways_->text());
    request.shots = shots_->value();
    request.tasks = tasks_->value();
    request.withinAlphabet = within_->isChecked();
    return request;
}

QString EvaluateDialog::fault() const {
    const EvaluationRequest request = this->request();
    if (onLake_->isChecked()) return request.lake.empty() ? tr("Name the zip or folder of Lake's runs.") : QString();
    if (request.data.empty()) return tr("Name a dataset to draw tasks from.");
    if (request.ways.empty()) return tr("Ways are whole numbers from 2, with commas between.");
    try {
        parseDataSpec(request.data);
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void EvaluateDialog::showState() {
    const bool lake = onLake_->isChecked();
    lake_->setEnabled(lake);
    for (QWidget* part : std::initializer_list<QWidget*>{data_, ways_, shots_, tasks_, within_})
        part->setEnabled(!lake);
    const QString problem = fault();
    fault_->setText(problem.isEmpty() ? QStringLiteral(" ") : problem);
    start_->setEnabled(problem.isEmpty());
}

void EvaluateDialog::browse(QLineEdit* edit) {
    auto* dialog = new QFileDialog(this, edit->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, edit, [this, edit](const QString& path) {
        (edit == lake_ ? onLake_ : onData_)->setChecked(true);
        edit->setText(path);
    });
    dialog->open();
}

}  // namespace oneshot::ui
