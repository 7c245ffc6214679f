#include "ui/pages/challenge/study_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/pages/challenge/study_questions_tab.h"
#include "ui/pages/challenge/study_tabs.h"
#include "ui/pages/challenge/study_texts_tab.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

StudyDialog::StudyDialog(const Study& study, const QString& title, QWidget* parent)
    : QDialog(parent), study_(study), before_(study), views_(new QTabWidget), said_(textLabel("study.said")) {
    constexpr int typingMs = 200, letters = 110, lines = 32;
    setObjectName(QStringLiteral("study.dialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    views_->setObjectName(QStringLiteral("study.tabs"));
    views_->setDocumentMode(true);  // the pages have the dialog's own ground
    timer_.setSingleShot(true);
    timer_.setInterval(typingMs);
    addTab(generalTab(study_), tr("General"));
    addTab(tasksTab(study_), tr("Tasks"));
    addTab(timingTab(study_), tr("Trials"));
    addTab(new StudyTextsTab(study_), tr("Texts"));
    addTab(new StudyQuestionsTab(study_), tr("Questions"));
    addTab(modelsTab(study_), tr("Models"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("study.cancel"));
    save_ = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    save_->setObjectName(QStringLiteral("study.save"));
    setStyleRole(save_, "primary");
    setLayout(columnLayout(12, {{views_, 1}, said_, buttons}, {16, 14, 16, 14}));
    resize(QSize(letters * fontMetrics().averageCharWidth(), lines * fontMetrics().lineSpacing())
               .boundedTo(screen()->availableSize() * 9 / 10));

    connect(&timer_, &QTimer::timeout, this, &StudyDialog::check);
    connect(&checker_, &session::Worker::failed, this, &StudyDialog::showFailure);
    connect(buttons, &QDialogButtonBox::rejected, this, &StudyDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        save_->setEnabled(false);
        showNote(said_, tr("Saving…"), false);
        Q_EMIT saveRequested(study_);
    });
    save_->setEnabled(false);
    check();
}

void StudyDialog::addTab(StudyTab* tab, const QString& title) {
    tabs_.push_back(tab);
    titles_ += title;
    views_->addTab(scrolled(tab), title);
    connect(tab, &StudyTab::changed, this, &StudyDialog::checkSoon);
}

void StudyDialog::checkSoon() {
    save_->setEnabled(false);
    timer_.start();
}

void StudyDialog::check() {
    checker_.run([study = study_](const session::Worker::Control&) { return validate(study); },
                 [this](const std::vector<FieldError>& faults) { take(faults); });
}

void StudyDialog::take(const std::vector<FieldError>& faults) {
    int told = 0;
    for (int i = 0; i < views_->count(); ++i) {
        const int count = tabs_[static_cast<std::size_t>(i)]->showFaults(faults);
        views_->setTabText(i, count > 0 ? tr("%1 (%2)").arg(titles_[i]).arg(count) : titles_[i]);
        told += count;
    }
    // A field that no tab has, as the version of a damaged file.
    const bool others = told < static_cast<int>(faults.size());
    const QString version = study_.name == before_.name
                                ? tr("Version %1; with another content it becomes a new one.").arg(before_.version)
                                : tr("Version %1.").arg(before_.version);
    showNote(said_,
             faults.empty() ? version
             : others       ? QString::fromStdString(faults.front().key + ' ' + faults.front().problem)
                            : session::counted(std::ssize(faults), tr("1 field is not right yet; its tab is marked."),
                                               tr("%1 fields are not right yet; their tabs are marked.")),
             !faults.empty());
    save_->setEnabled(faults.empty() && !timer_.isActive());  // else something was typed meanwhile
}

void StudyDialog::showFailure(const QString& fullWords) {
    showNote(said_, fullWords, true);
    save_->setEnabled(true);
}

void StudyDialog::reject() {
    if (study_ == before_) return QDialog::reject();
    if (findChild<QMessageBox*>(QStringLiteral("study.discard"))) return;
    ask(this,
        {.name = QStringLiteral("study.discard"),
         .title = tr("Discard the changes?"),
         .text = tr("The study has been changed. Close it without saving?"),
         .yes = tr("Discard the changes"),
         .yesName = QStringLiteral("study.discard.yes"),
         .no = tr("Go on editing"),
         .noName = QStringLiteral("study.discard.no"),
         .yesRole = QMessageBox::DestructiveRole},
        [this] { QDialog::reject(); });
}

}  // namespace oneshot::ui
