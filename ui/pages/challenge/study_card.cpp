#include "ui/pages/challenge/study_card.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/runs/run_directory.h"
#include "core/study/study_file.h"
#include "ui/pages/challenge/study_dialog.h"
#include "ui/pages/challenge/study_words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::StudyEntry;

QString filter() {
    return StudyCard::tr("Studies (*.json)");
}

}  // namespace

StudyCard::StudyCard(std::function<session::ChallengeSettings()> ownSettings)
    : SetupCard(tr("Study")),
      ownSettings_(std::move(ownSettings)),
      library_(homeFolder() / "studies", homeFolder() / "workbench.sqlite"),
      choice_(new QComboBox),
      menu_(flatButton("challenge.study.menu", "menu", {}, tr("Make, change, import, export or remove a study"))),
      putBack_(flatButton("challenge.study.put-back", "undo", tr("Put back"), tr("Take the study out of the trash"))),
      about_(textLabel("challenge.study.about")),
      progress_(textLabel("challenge.study.progress", nullptr)),
      needs_(textLabel("challenge.study.needs", nullptr)),
      said_(textLabel("challenge.study.said")),
      lock_(textLabel("challenge.study.lock")) {
    choice_->setObjectName(QStringLiteral("challenge.study"));
    choice_->setAccessibleName(tr("Study"));
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice_->addItem(tr("Own settings"), QString());
    makeMenu();
    rows_->addLayout(rowLayout(6, {{choice_, 1}, menu_}));
    lock_->setText(tr("What it fixes is greyed below. To change that, edit the study, or choose your own settings."));
    for (QLabel* line : {about_, progress_, needs_, lock_}) rows_->addWidget(line);
    rows_->addLayout(rowLayout(6, {{said_, 1}, {putBack_, 0, Qt::AlignTop}}));

    connect(choice_, &QComboBox::currentIndexChanged, this, [this] {
        wanted_ = choice_->currentData().toString();
        say({}, false);
        follow();
        Q_EMIT changed();
    });
    connect(&library_, &session::StudyLibrary::listed, this, &StudyCard::take);
    connect(&library_, &session::StudyLibrary::stored, this, [this](const QString& id) {
        wanted_ = id;
        if (dialog_) dialog_->accept();
    });
    connect(&library_, &session::StudyLibrary::failed, this,
            [this](const QString& why) { dialog_ ? dialog_->showFailure(why) : say(why, true); });
    connect(&writer_, &session::Worker::failed, this, [this](const QString& why) { say(why, true); });
    connect(putBack_, &QToolButton::clicked, this, [this] {
        wanted_ = removed_;
        library_.putBack(removed_);
        say({}, false);
    });
    say({}, false);
    follow();
    library_.list();
}

void StudyCard::makeMenu() {
    auto* menu = new QMenu(menu_);
    const auto add = [&](const char* name, const char* icon, const QString& text, auto done) {
        QAction* action = menu->addAction(lineIcon(icon), text, this, done);
        action->setObjectName(QStringLiteral("challenge.study.") + QLatin1String(name));
        return action;
    };
    add("new", "add", tr("New..."), [this] { edit(newStudy(), tr("New study"), {}); });
    edit_ = add("edit", "pen", tr("Edit..."), [this] { edit(*study_, tr("Edit the study"), wanted_); });
    add("save-own", "save", tr("Save own settings as a study..."),
        [this] { edit(studyOf(ownSettings_()), tr("Save as a study"), {}); });
    menu->addSeparator();
    add("import", "open", tr("Import..."), [this] {
        askWhatToOpen(this, {QStringLiteral("challenge.study.import"), tr("Import a study"), filter()},
                      [this](const QString& path) {
                          say({}, false);
                          open(path);
                      });
    });
    export_ = add("export", "archive", tr("Export..."), [this] {
        askWhereToSave(this,
                       {QStringLiteral("challenge.study.export"), tr("Export the study"),
                        fileNameOf(*study_) + QStringLiteral(".json"), filter()},
                       [this](const QString& path, bool) { exportTo(path); });
    });
    remove_ = add("remove", "trash", tr("Remove"), [this] { removeChosen(); });
    menu_->setMenu(menu);
    menu_->setPopupMode(QToolButton::InstantPopup);
}

void StudyCard::choose(const QString& id) {
    wanted_ = id;
    if (isListed_) take(std::exchange(entries_, {}));
}

void StudyCard::take(const std::vector<StudyEntry>& entries) {
    const QString problemBefore = problem();
    entries_ = entries;
    isListed_ = true;
    {
        const QSignalBlocker quiet(choice_);
        while (choice_->count() > 1) choice_->removeItem(1);
        for (const StudyEntry& entry : entries_) {
            choice_->addItem(entry.study ? tr("%1, version %2").arg(entry.name, QString::number(entry.version))
                                         : tr("%1 (cannot be used)").arg(entry.name),
                             entry.id);
            if (!entry.study) choice_->setItemData(choice_->count() - 1, entry.problem, Qt::ToolTipRole);
        }
        choice_->setCurrentIndex(std::max(0, choice_->findData(wanted_)));
        wanted_ = choice_->currentData().toString();
    }
    if (follow() || problem() != problemBefore) Q_EMIT changed();
}

const StudyEntry* StudyCard::chosen() const {
    const auto found = std::ranges::find(entries_, wanted_, &StudyEntry::id);
    return wanted_.isEmpty() || found == entries_.end() ? nullptr : &*found;
}

bool StudyCard::follow() {
    const StudyEntry* entry = chosen();
    const std::shared_ptr<const Study> before = std::exchange(study_, entry ? entry->study : nullptr);
    for (QAction* action : {edit_, export_}) action->setEnabled(study_ != nullptr);
    remove_->setEnabled(entry && !entry->isShipped);
    const bool isDamaged = entry && !entry->study;
    choice_->setToolTip(
        tr("%1\nA study is a protocol in a file: it fixes what its sessions ask and how").arg(choice_->currentText()));
    showNote(about_,
             isDamaged ? entry->problem
             : study_  ? QString::fromStdString(study_->description)
                       : tr("A session as you set it up below. Choose a study to have all its sessions alike."),
             isDamaged);
    lock_->setVisible(study_ != nullptr);
    showMissingData(isMissing_);
    const bool isSame = (!before && !study_) || (before && study_ && *before == *study_);
    if (!isSame) next_ = 0;
    showProgress();
    if (!isSame) Q_EMIT studyChanged();
    return !isSame;
}

session::StudyUse StudyCard::use() const {
    const StudyEntry* entry = chosen();
    if (!study_ || !entry) return {};
    return {entry->name, entry->version, entry->sha256, 0, {}};
}

void StudyCard::setSessions(const SessionStudies& sessions) {
    sessions_ = sessions;
    showProgress();
}

void StudyCard::showNext(int participant) {
    next_ = participant;
    showProgress();
}

void StudyCard::showProgress() {
    const session::StudyUse used = use();
    QStringList lines;
    if (used.isUsed() && next_ > 0) lines += tr("Next is participant %1.").arg(next_);
    const auto own = std::ranges::find_if(sessions_.all(), [&](const SessionStudy& study) {
        return study.name == used.name && study.version == used.version;
    });
    if (own != sessions_.all().end())
        lines += tr("So far: %1.").arg(own->progress());
    else if (study_ && study_->participants > 0)
        lines += tr("People planned: %1.").arg(study_->participants);
    showNote(progress_, lines.join(u' '), false);
}

void StudyCard::showMissingData(bool missing) {
    isMissing_ = missing;
    const QString needs = study_ ? QString::fromStdString(study_->tasks.needs) : QString();
    showNote(needs_,
             needs.isEmpty() ? QString()
             : missing       ? tr("Choose the data that it needs: %1").arg(needs)
                             : tr("It needs: %1").arg(needs),
             missing);
}

QString StudyCard::problem() const {
    if (!isListed_ && !wanted_.isEmpty()) return tr("The studies are being read");
    const StudyEntry* entry = chosen();
    return entry && !entry->study ? tr("The study cannot be used") : QString();
}

void StudyCard::edit(const Study& study, const QString& title, const QString& id) {
    say({}, false);
    dialog_ = new StudyDialog(study, title, this);
    connect(dialog_, &StudyDialog::saveRequested, this,
            [this, id](const Study& changed) { library_.save(changed, id); });
    dialog_->open();
}

void StudyCard::exportTo(const QString& path) {
    if (!study_ || writer_.busy()) return;
    writer_.run(
        session::Job::saving(path),
        [path, study = study_](const session::Worker::Control&) {
            writeStudy(path.toStdString(), *study);
            return true;
        },
        [this, path](bool) { say(tr("Exported to %1").arg(path), false); });
}

void StudyCard::removeChosen() {
    if (!chosen()) return;  // one that has just been stored is not listed yet
    const QString name = chosen()->name;
    const QString id = std::exchange(wanted_, QString());
    library_.remove(id);
    say(tr("%1 is in the trash of the studies.").arg(name), false);
    removed_ = id;
    putBack_->show();
}

void StudyCard::say(const QString& text, bool isFault) {
    removed_.clear();
    putBack_->hide();
    showNote(said_, text, isFault);
}

}  // namespace oneshot::ui
