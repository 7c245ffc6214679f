#include "ui/pages/challenge/challenge_source.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/data/data_spec.h"
#include "ui/pages/challenge/challenge_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

DataSpec builtIn() {
    DataSpec spec;
    spec.path = "glyphs";
    return spec;
}

QComboBox* comboBox(const char* objectName, const QString& accessibleName) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(objectName));
    box->setAccessibleName(accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

QPixmap warningSign() {
    return lineIcon("warning", QPalette::BrightText).pixmap(18, 18);
}

}  // namespace

ChallengeSource::ChallengeSource(session::Workspace& workspace)
    : workspace_(workspace),
      kind_(comboBox("challenge.source", tr("Where the tasks come from"))),
      alphabet_(comboBox("challenge.alphabet", tr("All alphabets or one of them"))),
      openLake_(new QToolButton),
      problemLine_(new QLabel),
      learntLine_(textLabel("challenge.learnt", nullptr)),
      fixedLine_(textLabel("challenge.source.fixed", nullptr)),
      learntSign_(new QLabel),
      learnt_(new QWidget) {
    for (int i = 0; i < 4; ++i) kind_->addItem({});
    openLake_->setObjectName(QStringLiteral("challenge.lake"));
    openLake_->setText(tr("Open Lake's runs"));
    openLake_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    openLake_->setPopupMode(QToolButton::InstantPopup);
    openLake_->setIcon(lineIcon("archive"));
    openLake_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setStyleRole(openLake_, "field");
    auto* menu = new QMenu(openLake_);
    menu->addAction(lineIcon("archive"), tr("Open a zip..."), this, [this] { askForLake(false); });
    menu->addAction(lineIcon("folder"), tr("Open a folder..."), this, [this] { askForLake(true); });
    openLake_->setMenu(menu);
    problemLine_->setObjectName(QStringLiteral("challenge.problem.source"));
    problemLine_->setWordWrap(true);
    learntSign_->setPixmap(warningSign());
    learntSign_->setAccessibleName(tr("Warning"));
    learnt_->setLayout(rowLayout(6, {{learntSign_, 0, Qt::AlignTop}, {learntLine_, 1}}));
    setLayout(columnLayout(6, {kind_, alphabet_, openLake_, fixedLine_, problemLine_, learnt_}));

    connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
        isChosen_ = true;
        refresh();
    });
    connect(alphabet_, &QComboBox::currentIndexChanged, this, [this] {
        followLearnt();
        Q_EMIT changed();
    });
    connect(&finder_, &session::LearntFinder::changed, this, &ChallengeSource::followLearnt);
    connect(&workspace_, &session::Workspace::modelChanged, this,
            [this] { finder_.find(workspace_.model(), dataset()); });
    connect(&workspace_, &session::Workspace::datasetChanged, this, [this] { offer(Kind::InUse); });
    connect(&workspace_, &session::Workspace::heldOutChanged, this,
            [this] { offer(workspace_.heldOut() ? kind() : Kind::InUse); });
    connect(&workspace_, &session::Workspace::lakeChanged, this, [this] {
        lakeFailure_.clear();
        refresh();
    });
    connect(&workspace_, &session::Workspace::lakeFailed, this, [this](const QString& why) {
        lakeFailure_ = why;
        refresh();
    });
    refresh();
}

void ChallengeSource::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) learntSign_->setPixmap(warningSign());
}

ChallengeSource::Kind ChallengeSource::kind() const {
    return static_cast<Kind>(kind_->currentIndex());
}

bool ChallengeSource::isGlyphs() const {
    const session::DatasetPtr set = dataset();
    return !isFixed() && (kind() == Kind::Glyphs || (set && set->format == DataFormat::Glyphs));
}

void ChallengeSource::followStudy(const QString& source) {
    if (source == studySource_) return;
    if (studySource_.isEmpty()) ownKind_ = kind();
    studySource_ = source;
    const bool lake = source.startsWith(QStringLiteral("lake:"));
    const QSignalBlocker quiet(kind_);  // it is not the person who chooses
    if (lake)
        kind_->setCurrentIndex(static_cast<int>(Kind::Lake));
    else if (kind() == Kind::Lake || source.isEmpty())
        kind_->setCurrentIndex(static_cast<int>(ownKind_ == Kind::Lake && !source.isEmpty() ? Kind::InUse : ownKind_));
    kind_->setEnabled(!lake);
    if (auto* kinds = qobject_cast<QStandardItemModel*>(kind_->model()))
        kinds->item(static_cast<int>(Kind::Lake))->setEnabled(lake || source.isEmpty());
    refresh();
}

session::DatasetPtr ChallengeSource::dataset() const {
    if (isFixed()) return {};
    if (kind() == Kind::InUse) return workspace_.dataset();
    if (kind() == Kind::HeldOut) return workspace_.heldOut();
    const session::LakePtr& lake = workspace_.lake();
    return kind() == Kind::Lake && lake ? session::DatasetPtr(lake, &lake->dataset) : nullptr;
}

/// Takes another source for the person; their own choice stays.
void ChallengeSource::offer(Kind other) {
    if (!isChosen_ && kind_->isEnabled()) {  // else a study asks Lake's runs
        const QSignalBlocker quiet(kind_);
        kind_->setCurrentIndex(static_cast<int>(other));
    }
    refresh();
}

QString ChallengeSource::name() const {
    if (isFixed()) return studySource_;
    return (kind() == Kind::Lake ? QStringLiteral("lake:") : QStringLiteral("data:")) + QString::fromStdString(spec());
}

/// Returns the SPEC of what is chosen, one alphabet included.
std::string ChallengeSource::spec() const {
    if (kind() == Kind::Glyphs) return toString(builtIn());
    const session::DatasetPtr set = dataset();
    if (!set || kind() == Kind::Lake || alphabet_->currentIndex() <= 0) return set ? set->spec : std::string();
    DataSpec spec = parseDataSpec(set->spec);
    spec.alphabets = {alphabet_->currentText().toStdString()};
    spec.notAlphabets.clear();
    return toString(spec);
}

Dataset ChallengeSource::characters() const {
    Dataset characters;
    if (kind() == Kind::Glyphs) {
        const DataSpec spec = builtIn();
        const std::vector<DrawingId> drawings(static_cast<std::size_t>(spec.drawerCount));
        const std::vector<Character> all(static_cast<std::size_t>(spec.charactersPerAlphabet), {{}, drawings});
        characters.alphabets.assign(static_cast<std::size_t>(spec.alphabetCount), {{}, all});
    } else if (const session::DatasetPtr set = dataset()) {
        const auto one = static_cast<std::size_t>(std::max(0, alphabet_->currentIndex()));
        characters.alphabets = set->alphabets;
        if (one > 0) characters.alphabets = {set->alphabets[one - 1]};
    }
    return characters;
}

std::optional<qint64> ChallengeSource::taskCount() const {
    if (isFixed() || kind() != Kind::Lake || !problem_.isEmpty()) return {};
    qint64 count = 0;
    for (const auto& run : workspace_.lake()->runs) count += std::ssize(run.tasks);
    return count;
}

QString ChallengeSource::whatIsWrong() const {
    const session::DatasetPtr set = dataset();
    if (isFixed() || kind() == Kind::Glyphs) return {};
    if (kind() == Kind::Lake) {
        if (!lakeFailure_.isEmpty()) return lakeFailure_;
        return set ? QString() : tr("Open the archive of Lake's runs, all_runs.zip");
    }
    if (!set)
        return kind() == Kind::InUse ? tr("There is no dataset that can be used (yet)")
                                     : tr("Nothing is held out; choose what on the page Train");
    if (set->format == DataFormat::Vectors) return tr("These data are vectors: there is nothing to look at");
    return {};
}

void ChallengeSource::askForLake(bool folder) {
    askWhatToOpen(
        this,
        {QStringLiteral("challenge.lake"), tr("Open Lake's runs"), folder ? QString() : tr("Lake's runs (*.zip)")},
        [this](const QString& path) { workspace_.openLake(path); });
}

void ChallengeSource::refresh() {
    const auto nameOf = [](const session::DatasetPtr& set) {
        if (!set) return tr("none");
        return set->format == DataFormat::Glyphs ? tr("built-in glyphs") : session::dataName(set->spec);
    };
    kind_->setItemText(0, tr("In use: %1").arg(nameOf(workspace_.dataset())));
    kind_->setItemText(1, tr("Held out: %1").arg(nameOf(workspace_.heldOut())));
    kind_->setItemText(2, tr("Lake's runs"));
    kind_->setItemText(3, tr("Built-in glyphs"));
    const bool lake = kind() == Kind::Lake;
    const session::DatasetPtr set = dataset();
    kind_->setVisible(!isFixed());
    showNote(fixedLine_, isFixed() ? tr("Data of the study: %1").arg(sourceText(studySource_)) : QString(), false);
    fixedLine_->setToolTip(studySource_);
    openLake_->setVisible(lake && !isFixed());
    if (lake && set) openLake_->setText(buttonText(QString::fromStdString(set->name)));
    kind_->setToolTip(set && !lake ? QString::fromStdString(set->spec) : QString());
    listAlphabets(lake ? session::DatasetPtr() : set);
    problem_ = whatIsWrong();
    showNote(problemLine_, problem_, true);
    finder_.find(workspace_.model(), set);
    followLearnt();
    Q_EMIT changed();
}

/// Offers what is held out where the model learnt from the data in use; says what it learnt of what is chosen.
void ChallengeSource::followLearnt() {
    const session::DatasetPtr& heldOut = workspace_.heldOut();
    const bool isLearnt = finder_.learnt() && !finder_.learnt()->empty();
    if (isLearnt && !isChosen_ && kind() == Kind::InUse && heldOut && heldOut->format != DataFormat::Vectors)
        return offer(Kind::HeldOut);
    const QString text = learntText();
    learntLine_->setText(text);
    learnt_->setVisible(!text.isEmpty());
}

QString ChallengeSource::learntText() const {
    const session::DatasetPtr set = dataset();
    if (!set || !finder_.learnt() || !problem_.isEmpty()) return {};
    const int one = alphabet_->currentIndex() - 1;  // negative: all alphabets
    const auto isAsked = [one](CharacterId id) { return one < 0 || id.alphabet == one; };
    const auto learnt = std::ranges::count_if(*finder_.learnt(), isAsked);
    const auto asked = std::ranges::count_if(set->characters(), isAsked);
    if (learnt == 0) return {};
    if (learnt < asked)
        return tr("The model in use learnt from %1 of these %2 characters. Results are also told without them.")
            .arg(learnt)
            .arg(asked);
    return tr("The model in use learnt from all of these characters: its answers are not one-shot answers.");
}

void ChallengeSource::listAlphabets(const session::DatasetPtr& set) {
    const bool same = listed_ == set;
    listed_ = set;
    if (!same) {
        alphabets_.clear();
        if (set)
            for (const Alphabet& alphabet : set->alphabets) alphabets_ += QString::fromStdString(alphabet.name);
        const QSignalBlocker blocker(alphabet_);
        alphabet_->clear();
        alphabet_->addItems(QStringList(tr("All alphabets")) + alphabets_);
    }
    alphabet_->setVisible(alphabets_.size() > 1);
    if (!same) Q_EMIT alphabetsChanged();
}

}  // namespace oneshot::ui
