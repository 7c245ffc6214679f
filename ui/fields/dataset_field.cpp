#include "ui/fields/dataset_field.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "ui/fields/dataset_dialog.h"
#include "ui/fields/dataset_words.h"
#include "ui/session/common/counted.h"
#include "ui/session/common/data_name.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int nameWidth = 210;  // px

/// Whether this is what the file of images has beside it: its strokes in Omniglot, its labels in MNIST.
bool belongsTo(const QString& images, const QString& path, const char* kind) {
    const QString name = QFileInfo(path).fileName();
    QString expected = QFileInfo(images).fileName();
    expected.replace(QStringLiteral("images"), QLatin1String(kind))
        .replace(QStringLiteral("idx3"), QStringLiteral("idx1"));
    return path != images && name == expected;
}

/// Keys of a SPEC that an error proposes, and what a button says that adds them.
QList<std::pair<QString, QString>> remedies() {
    return {{QStringLiteral("skip-damaged=yes"), DatasetField::tr("Leave out the damaged files")},
            {QStringLiteral("links=follow"), DatasetField::tr("Follow links")}};
}

QString withKey(const QString& spec, const QString& key) {
    const DataSpec given = parseDataSpec(spec.toStdString());
    DataSpec whole;
    whole.path = given.path;
    return QString::fromStdString(toString(given)) + (given == whole ? u':' : u',') + key;
}

/// What one SPEC can name of these, the first of them that stands for itself.
struct Dropped {
    DataSpec spec;
    int leftOut = 0;
};
Dropped asOneSpec(const QStringList& paths) {
    constexpr const char *strokes = "strokes", *labels = "labels";
    const auto belongs = [&](const QString& path) {
        return std::ranges::any_of(paths, [&](const QString& images) {
            return belongsTo(images, path, strokes) || belongsTo(images, path, labels);
        });
    };
    const auto found = std::ranges::find_if_not(paths, belongs);
    const QString images = found == paths.end() ? paths.first() : *found;
    Dropped dropped;
    dropped.spec.path = images.toStdString();
    for (const QString& path : paths)
        if (belongsTo(images, path, strokes))
            dropped.spec.strokes = path.toStdString();
        else if (path != images && !belongsTo(images, path, labels))
            ++dropped.leftOut;
    return dropped;
}

}  // namespace

DatasetField::DatasetField(const QString& caption, const QString& glyphSpec, QWidget* parent)
    : QWidget(parent),
      caption_(caption),
      glyphSpec_(glyphSpec),
      button_(new QToolButton),
      note_(new QLabel),
      strip_(new CharacterStrip),
      warning_(new QToolButton),
      remedy_(new QToolButton),
      cancel_(new QToolButton),
      progress_(new QProgressBar),
      menu_(new QMenu(this)) {
    setAcceptDrops(true);
    auto* captionLabel = new QLabel(caption);
    setStyleRole(captionLabel, "muted");
    setStyleRole(button_, "field");
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button_->setMenu(menu_);
    button_->setAccessibleName(caption);
    captionLabel->setBuddy(button_);
    setStyleRole(note_, "muted");
    note_->setWordWrap(true);
    note_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    strip_->hide();

    menu_->addAction(lineIcon("glyphs"), tr("Built-in glyphs"), this, [this] { choose(glyphSpec_); })
        ->setObjectName(QStringLiteral("dataset.glyphs"));
    menu_->addAction(lineIcon("archive"), tr("Open a file..."), this, &DatasetField::askForFile)
        ->setObjectName(QStringLiteral("dataset.file"));
    menu_->addAction(lineIcon("folder"), tr("Open a folder..."), this, &DatasetField::askForFolder)
        ->setObjectName(QStringLiteral("dataset.folder"));
    recent_ = menu_->addMenu(lineIcon("again"), tr("Recent"));
    recent_->setObjectName(QStringLiteral("dataset.recent"));
    recent_->setToolTipsVisible(true);
    setRecent({});
    details_ = menu_->addAction(lineIcon("dataset"), tr("Details and selection..."), this, &DatasetField::showDetails);
    details_->setObjectName(QStringLiteral("dataset.show-details"));

    warning_->setObjectName(QStringLiteral("dataset.warning"));
    warning_->setIcon(lineIcon("warning", QPalette::BrightText));
    warning_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setStyleRole(warning_, "flat");
    connect(warning_, &QToolButton::clicked, this, &DatasetField::showDetails);
    remedy_->setObjectName(QStringLiteral("dataset.remedy"));
    setStyleRole(remedy_, "flat");
    connect(remedy_, &QToolButton::clicked, this, [this] { choose(withKey(spec_, remedyKey_)); });
    cancel_->setObjectName(QStringLiteral("dataset.cancel"));
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Stop reading and keep the data from before"));
    setStyleRole(cancel_, "flat");
    connect(cancel_, &QToolButton::clicked, this, &DatasetField::cancelReading);
    progress_->setObjectName(QStringLiteral("dataset.progress"));
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the reading"));
    auto* noteLine = new QHBoxLayout;
    noteLine->addWidget(note_, 1);
    noteLine->addWidget(cancel_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(captionLabel);
    layout->addWidget(button_);
    layout->addLayout(noteLine);
    layout->addWidget(progress_);
    layout->addWidget(warning_, 0, Qt::AlignLeft);
    layout->addWidget(remedy_, 0, Qt::AlignLeft);
    layout->addWidget(strip_);
    connect(&inspector_, &session::DatasetInspector::inspected, this, &DatasetField::take);
    connect(&inspector_, &session::DatasetInspector::reading, this, [this](int percent) {
        percent_ = percent;
        showState();
    });
    showState();
}

void DatasetField::allowNone(const QString& choice, const QString& note) {
    noneNote_ = note;
    menu_->addSeparator();
    menu_->addAction(choice, this, [this] { choose({}); })->setObjectName(QStringLiteral("dataset.none"));
    showState();
}

void DatasetField::setRecent(const QStringList& specs) {
    recent_->clear();
    recent_->setEnabled(!specs.isEmpty());
    for (const QString& spec : specs) {
        QAction* action = recent_->addAction(buttonText(session::dataName(spec)), this, [this, spec] { choose(spec); });
        action->setObjectName(QStringLiteral("dataset.recent.%1").arg(recent_->actions().size()));
        action->setToolTip(spec);
    }
}

void DatasetField::choose(const QString& spec) {
    if (!reading_) {
        before_ = std::move(summary_);
        before_.spec = spec_;
    }
    spec_ = spec;
    summary_ = {};
    percent_ = leftOut_ = 0;
    reading_ = !spec.isEmpty();
    reading_ ? inspector_.inspect(spec) : inspector_.cancel();
    showState();
    Q_EMIT changed();
}

void DatasetField::cancelReading() {
    if (!reading_) return;
    inspector_.cancel();
    reading_ = false;
    spec_ = before_.spec;
    summary_ = std::move(before_);
    showState();
    Q_EMIT changed();
}

void DatasetField::compareWith(const session::DatasetSummary& other, const QString& name) {
    otherKeys_ = other.info.keys;
    otherName_ = name;
    showWarnings();
}

void DatasetField::showDetails() {
    if (spec_.isEmpty() || reading_ || window()->findChild<DatasetDialog*>()) return;
    session::DatasetSummary summary = summary_;
    summary.spec = spec_;
    auto* dialog = new DatasetDialog(caption_, summary, warnings(), window());
    connect(dialog, &DatasetDialog::applied, this, &DatasetField::choose);
    dialog->open();
}

QList<std::pair<QString, QString>> DatasetField::warnings() const {
    std::vector<DatasetWarning> all = summary_.info.warnings;
    if (const DatasetWarning shared = sharedWarning(summary_.info.keys, otherKeys_, otherName_.toStdString());
        shared.count > 0)
        all.insert(all.begin(), shared);
    QList<std::pair<QString, QString>> texts;
    for (const DatasetWarning& warning : all) texts += {warningSentence(warning), warningExamples(warning)};
    return texts;
}

void DatasetField::showWarnings() {
    const auto all = warnings();
    warning_->setVisible(!all.isEmpty());
    if (all.isEmpty()) return;
    QStringList sentences;
    for (const auto& [sentence, examples] : all) sentences += sentence;
    const QString first = all.size() == 1 ? sentences[0].section(u':', 0, 0) : tr("%1 warnings").arg(all.size());
    warning_->setText(buttonText(warning_->fontMetrics().elidedText(first, Qt::ElideRight, nameWidth + 40)));
    warning_->setToolTip(sentences.join(u'\n'));
    warning_->setAccessibleName(sentences.join(QStringLiteral(". ")));
}

void DatasetField::choosePath(const QString& path) {
    DataSpec spec;
    spec.path = path.toStdString();
    choose(QString::fromStdString(toString(spec)));
}

void DatasetField::choosePaths(const QStringList& paths) {
    if (paths.isEmpty()) return;
    const Dropped dropped = asOneSpec(paths);
    choose(QString::fromStdString(toString(dropped.spec)));
    leftOut_ = dropped.leftOut;
    showState();
}

bool DatasetField::isGlyphs(const QString& spec) {
    return spec == QStringLiteral("glyphs") || spec.startsWith(QStringLiteral("glyphs:"));
}

QString DatasetField::problem() const {
    if (reading_) return tr("%1: the data are being read").arg(caption_);
    return summary_.error.isEmpty() ? QString() : tr("%1: these data cannot be used").arg(caption_);
}

QString DatasetField::displayName() const {
    return spec_.isEmpty() ? tr("Nothing held out") : session::dataName(spec_);
}

void DatasetField::take(const session::DatasetSummary& summary) {
    if (summary.spec != spec_) return;  // nothing was chosen meanwhile
    summary_ = summary;
    reading_ = false;
    showState();
    Q_EMIT changed();
}

void DatasetField::showState() {
    button_->setText(buttonText(button_->fontMetrics().elidedText(displayName(), Qt::ElideMiddle, nameWidth)));
    button_->setIcon(lineIcon(spec_.isEmpty() ? "warning" : glyphs() ? "glyphs" : "dataset"));
    button_->setToolTip(spec_);
    setStyleRole(note_, "fault", !summary_.error.isEmpty());
    setStyleRole(note_, "muted", summary_.error.isEmpty());
    strip_->setImages(summary_.examples);
    cancel_->setVisible(reading_);
    progress_->setVisible(reading_);
    progress_->setRange(0, percent_ ? 100 : 0);
    progress_->setValue(percent_);
    details_->setEnabled(!spec_.isEmpty() && !reading_);
    showWarnings();
    note_->setToolTip(summary_.alphabets.join(QStringLiteral(", ")));
    if (spec_.isEmpty()) {
        note_->setText(noneNote_);
    } else if (reading_) {
        note_->setText(percent_ ? tr("Reading, %1 %").arg(percent_) : tr("Reading..."));
    } else if (!summary_.error.isEmpty()) {
        note_->setText(summary_.error.section(u'\n', 0, 0));
        note_->setToolTip(summary_.error);
    } else {
        note_->setText(tr("%1 · %2 · %3")
                           .arg(session::counted(summary_.alphabets.size(), tr("1 alphabet"), tr("%1 alphabets")),
                                session::counted(summary_.characters, tr("1 character"), tr("%1 characters")),
                                session::counted(summary_.drawings, tr("1 drawing"), tr("%1 drawings"))));
    }
    remedyKey_.clear();
    for (const auto& [key, words] : remedies())
        if (remedyKey_.isEmpty() && summary_.error.contains(key) && !spec_.contains(key)) {
            remedyKey_ = key;
            remedy_->setText(words);
            remedy_->setToolTip(tr("Opens the data with %1").arg(key));
        }
    remedy_->setVisible(!remedyKey_.isEmpty());
    if (leftOut_ > 0)
        note_->setText(note_->text() + u'\n' +
                       session::counted(leftOut_,
                                        tr("1 more file was dropped and left out: drop one dataset at a time."),
                                        tr("%1 more files were dropped and left out: drop one dataset at a time.")));
}

void DatasetField::askForFile() {
    auto* dialog = new QFileDialog(this, caption_);
    dialog->setObjectName(QStringLiteral("dataset.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Data (*.zip *.tar *.tgz *.gz *.bz2 *.xz *.zst *idx3-ubyte *.idx *.csv *.tsv)"),
                            tr("Archives of images (*.zip *.tar *.tgz *.tar.*)"),
                            tr("IDX images, as MNIST (*idx3-ubyte* *.idx *.gz)"), tr("Tables of vectors (*.csv *.tsv)"),
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &DatasetField::choosePath);
    dialog->open();
}

void DatasetField::askForFolder() {
    auto* dialog = new QFileDialog(this, caption_);
    dialog->setObjectName(QStringLiteral("dataset.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &DatasetField::choosePath);
    dialog->open();
}

QStringList DatasetField::droppedPaths(const QMimeData* data) {
    QStringList paths;
    for (const QUrl& url : data->urls())
        if (const QString path = url.toLocalFile(); !path.isEmpty()) paths += path;
    return paths;
}

void DatasetField::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedPaths(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void DatasetField::dropEvent(QDropEvent* event) {
    choosePaths(droppedPaths(event->mimeData()));
    event->acceptProposedAction();
}

}  // namespace oneshot::ui
