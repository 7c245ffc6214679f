#include "ui/pages/runs/protocol_form.h"

#include <QCheckBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <limits>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int maxWays = 100000;

/// Returns the numbers in the text; none if it is not a list of whole numbers from 2.
std::vector<int> waysIn(const QString& text) {
    std::vector<int> ways;
    for (const QString& part : text.split(u',')) {
        bool sound = false;
        const int number = part.trimmed().toInt(&sound);
        if (!sound || number < 2 || number > maxWays) return {};
        ways.push_back(number);
    }
    return ways;
}

}  // namespace

ProtocolForm::ProtocolForm(const QString& prefix, const EvaluationRequest& last) {
    const auto named = [&](auto* part, const char* name, const QString& spoken = {}) {
        part->setObjectName(prefix + QLatin1String(name));
        if (!spoken.isEmpty()) part->setAccessibleName(spoken);
        return part;
    };
    const auto field = [&](const char* name, const QString& spoken, const std::string& text) {
        auto* edit = named(new QLineEdit(QString::fromStdString(text)), name, spoken);
        edit->setCursorPosition(0);  // a long name is read from its beginning
        return edit;
    };
    const auto number = [&](const char* name, int low, int high, int value, int step = 1) {
        return named(spinBox("", low, high, value, step), name);
    };
    onLake_ = named(new QRadioButton(tr("Lake's runs: 20-way one-shot")), ".on-lake");
    onLake_->setToolTip(tr("Within an alphabet, two drawers, as in Lake et al. 2015"));
    lake_ = field(".lake", tr("File of Lake's runs"), last.lake);
    lake_->setPlaceholderText(tr("all_runs.zip, or its folder"));
    onData_ = named(new QRadioButton(tr("Tasks drawn from a dataset")), ".on-data");
    data_ = field(".data", tr("Dataset"), last.data);
    data_->setPlaceholderText(tr("a zip or folder, or glyphs:seed=99"));
    QStringList ways;
    for (const int count : last.ways) ways += QString::number(count);
    ways_ = field(".ways", tr("Ways"), ways.join(QStringLiteral(", ")).toStdString());
    ways_->setToolTip(tr("Characters in a support set, several with commas between"));
    shots_ = number(".shots", 1, 1000, last.shots);
    tasks_ = number(".tasks", 1, 1000000, last.tasks, 50);
    seed_ = number(".seed", 0, std::numeric_limits<int>::max(), static_cast<int>(last.seed));
    seed_->setToolTip(tr("The same seed gives the same tasks"));
    within_ = named(new QCheckBox(tr("Within one alphabet")), ".within");
    within_->setToolTip(tr("All ways of a task from one alphabet: far harder than from all"));
    within_->setChecked(last.withinAlphabet);
    for (const auto& [part, term] : std::initializer_list<std::pair<QWidget*, const char*>>{
             {ways_, "way"}, {shots_, "shot"}, {tasks_, "task"}, {within_, "within alphabet"}})
        explain(part, term);
    (last.data.empty() || !last.lake.empty() ? onLake_ : onData_)->setChecked(true);

    auto* form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setSpacing(8);
    form->addRow(onLake_);
    form->addRow(tr("File"), withBrowse(lake_, onLake_));
    form->addRow(onData_);
    form->addRow(tr("Data"), withBrowse(data_, onData_));
    form->addRow(tr("Ways"), ways_);
    form->addRow(tr("Shots"), shots_);
    form->addRow(tr("Tasks of each"), tasks_);
    form->addRow(tr("Seed"), seed_);
    form->addRow(QString(), within_);
    for (QRadioButton* button : {onLake_, onData_})
        connect(button, &QRadioButton::toggled, this, &ProtocolForm::showState);
    for (QLineEdit* edit : {lake_, data_, ways_}) connect(edit, &QLineEdit::textChanged, this, &ProtocolForm::changed);
    showState();
}

QLayout* ProtocolForm::withBrowse(QLineEdit* edit, QRadioButton* choice) {
    QToolButton* button = flatButton("", "folder", {}, tr("Choose a file"));
    button->setObjectName(edit->objectName() + QStringLiteral(".browse"));
    connect(button, &QToolButton::clicked, this, [this, edit, choice] {
        askWhatToOpen(this, {edit->objectName(), edit->accessibleName(), tr("All files (*)")},
                      [edit, choice](const QString& path) {
                          choice->setChecked(true);
                          edit->setText(path);
                      });
    });
    return rowLayout(-1, {{edit, 1}, button});
}

EvaluationRequest ProtocolForm::request() const {
    EvaluationRequest request;
    if (onLake_->isChecked())
        request.lake = lake_->text().trimmed().toStdString();
    else
        request.data = data_->text().trimmed().toStdString();
    request.ways = waysIn(ways_->text());
    request.shots = shots_->value();
    request.tasks = tasks_->value();
    request.withinAlphabet = within_->isChecked();
    request.seed = static_cast<std::uint64_t>(seed_->value());
    return request;
}

QString ProtocolForm::fault() const {
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

void ProtocolForm::showState() {
    const bool lake = onLake_->isChecked();
    lake_->setEnabled(lake);
    for (QWidget* part : std::initializer_list<QWidget*>{data_, ways_, shots_, tasks_, seed_, within_})
        part->setEnabled(!lake);
    Q_EMIT changed();
}

void askWhatToEvaluate(QWidget* parent, int runs, const EvaluationRequest& last,
                       const std::function<void(const EvaluationRequest&)>& evaluate) {
    const auto tr = [](const char* text) { return QDialog::tr(text); };
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("runs.evaluate.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(runs == 1 ? tr("Evaluate the run") : tr("Evaluate %1 runs").arg(runs));
    dialog->setMinimumWidth(560);

    auto* form = new ProtocolForm(QStringLiteral("runs.evaluate"), last);
    auto* fault = new QLabel;
    fault->setObjectName(QStringLiteral("runs.evaluate.fault"));
    fault->setWordWrap(true);
    setStyleRole(fault, "fault");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("runs.evaluate.close"));
    auto* start = buttons->addButton(tr("Evaluate"), QDialogButtonBox::AcceptRole);
    start->setObjectName(QStringLiteral("runs.evaluate.start"));
    setStyleRole(start, "primary");
    dialog->setLayout(columnLayout(12, {form, fault, buttons}, {20, 18, 20, 16}));

    const auto showState = [form, fault, start] {
        const QString problem = form->fault();
        fault->setText(problem.isEmpty() ? QStringLiteral(" ") : problem);
        start->setEnabled(problem.isEmpty());
    };
    QObject::connect(form, &ProtocolForm::changed, dialog, showState);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(buttons, &QDialogButtonBox::accepted, parent, [form, dialog, evaluate] {
        evaluate(form->request());
        dialog->accept();
    });
    showState();
    dialog->open();
}

}  // namespace oneshot::ui
