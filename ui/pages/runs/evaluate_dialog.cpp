#include "ui/pages/runs/evaluate_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/runs/protocol_form.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

EvaluateDialog::EvaluateDialog(int runs, const EvaluationRequest& last, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("runs.evaluate.dialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(runs == 1 ? tr("Evaluate the run") : tr("Evaluate %1 runs").arg(runs));
    setMinimumWidth(560);

    form_ = new ProtocolForm(QStringLiteral("runs.evaluate"), last);
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
        Q_EMIT chosen(form_->request());
        accept();
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(form_);
    layout->addWidget(fault_);
    layout->addWidget(buttons);
    connect(form_, &ProtocolForm::changed, this, &EvaluateDialog::showState);
    showState();
}

void EvaluateDialog::showState() {
    const QString problem = form_->fault();
    fault_->setText(problem.isEmpty() ? QStringLiteral(" ") : problem);
    start_->setEnabled(problem.isEmpty());
}

}  // namespace oneshot::ui
