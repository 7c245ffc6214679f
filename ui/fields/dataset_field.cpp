#include "ui/fields/dataset_field.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QToolButton>

#include "core/data/data_spec.h"
#include "ui/fields/dataset_dialog.h"
#include "ui/fields/dataset_words.h"
#include "ui/session/common/words.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::DataChoice;

constexpr int nameWidth = 210;  // px

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

}  // namespace

DatasetField::DatasetField(const QString& caption, session::DataChoice& choice, QWidget* parent)
    : QWidget(parent),
      choice_(choice),
      caption_(caption),
      button_(new QToolButton),
      note_(textLabel("")),
      strip_(new CharacterStrip),
      warning_(new QToolButton),
      remedy_(new QToolButton),
      cancel_(new QToolButton),
      progress_(new QProgressBar),
      menu_(new QMenu(this)) {
    fillMenu();
    setStyleRole(button_, "field");
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button_->setMenu(menu_);
    strip_->hide();
    warning_->setObjectName(QStringLiteral("dataset.warning"));
    warning_->setIcon(lineIcon("warning", QPalette::BrightText));
    warning_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setStyleRole(warning_, "flat");
    connect(warning_, &QToolButton::clicked, this, &DatasetField::showDetails);
    remedy_->setObjectName(QStringLiteral("dataset.remedy"));
    setStyleRole(remedy_, "flat");
    connect(remedy_, &QToolButton::clicked, this, [this] { choice_.choose(withKey(choice_.spec(), remedyKey_)); });
    cancel_->setObjectName(QStringLiteral("dataset.cancel"));
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Stop reading and keep the data from before"));
    setStyleRole(cancel_, "flat");
    connect(cancel_, &QToolButton::clicked, &choice_, &DataChoice::cancel);
    progress_->setObjectName(QStringLiteral("dataset.progress"));
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the reading"));
    QLayout* noteLine = rowLayout(-1, {{note_, 1}, cancel_});
    setLayout(columnLayout(6, {fieldCaption(caption_, button_),
                               button_,
                               noteLine,
                               progress_,
                               {warning_, 0, Qt::AlignLeft},
                               {remedy_, 0, Qt::AlignLeft},
                               strip_}));
    connect(&choice_, &DataChoice::changed, this, &DatasetField::showState);
    connect(&choice_, &DataChoice::progressed, this, &DatasetField::showState);
    connect(&choice_, &DataChoice::recentChanged, this, &DatasetField::showRecent);
    showRecent();
    showState();
}

void DatasetField::fillMenu() {
    menu_->addAction(lineIcon("glyphs"), tr("Built-in glyphs"), &choice_, &DataChoice::chooseGlyphs)
        ->setObjectName(QStringLiteral("dataset.glyphs"));
    menu_->addAction(lineIcon("archive"), tr("Open a file..."), this, [this] { askForPath(false); })
        ->setObjectName(QStringLiteral("dataset.file"));
    menu_->addAction(lineIcon("folder"), tr("Open a folder..."), this, [this] { askForPath(true); })
        ->setObjectName(QStringLiteral("dataset.folder"));
    recent_ = menu_->addMenu(lineIcon("again"), tr("Recent"));
    recent_->setObjectName(QStringLiteral("dataset.recent"));
    recent_->setToolTipsVisible(true);
    details_ = menu_->addAction(lineIcon("dataset"), tr("Details and selection..."), this, &DatasetField::showDetails);
    details_->setObjectName(QStringLiteral("dataset.show-details"));
}

void DatasetField::allowNone(const QString& choice, const QString& note) {
    noneNote_ = note;
    menu_->addSeparator();
    menu_->addAction(choice, this, [this] { choice_.choose({}); })->setObjectName(QStringLiteral("dataset.none"));
    showState();
}

void DatasetField::showRecent() {
    recent_->clear();
    recent_->setEnabled(!choice_.recent().isEmpty());
    for (const QString& spec : choice_.recent()) {
        QAction* action =
            recent_->addAction(buttonText(session::dataName(spec)), this, [this, spec] { choice_.choose(spec); });
        action->setObjectName(QStringLiteral("dataset.recent.%1").arg(recent_->actions().size()));
        action->setToolTip(spec);
    }
}

void DatasetField::showDetails() {
    if (choice_.spec().isEmpty() || choice_.isOpening() || window()->findChild<DatasetDialog*>()) return;
    session::DatasetSummary failed;
    failed.spec = choice_.spec();
    failed.error = choice_.error();
    auto* dialog = new DatasetDialog(caption_, failed.error.isEmpty() ? choice_.inUse() : failed, warnings(), window());
    connect(dialog, &DatasetDialog::applied, &choice_, &DataChoice::choose);
    dialog->open();
}

QList<std::pair<QString, QString>> DatasetField::warnings() const {
    QList<std::pair<QString, QString>> texts;
    for (const DatasetWarning& warning : choice_.warnings())
        if (warning.kind != DatasetWarning::Kind::StrokesBeside)  // a button adds them
            texts += {warningSentence(warning), QString::fromStdString(examplesOf(warning))};
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

void DatasetField::showRemedy() {
    remedyKey_.clear();
    for (const auto& [key, words] : remedies())
        if (remedyKey_.isEmpty() && choice_.error().contains(key) && !choice_.spec().contains(key)) {
            remedyKey_ = key;
            remedy_->setText(words);
        }
    if (const QString strokes = strokesBeside(choice_.warnings()); !strokes.isEmpty()) {
        remedyKey_ = QStringLiteral("strokes=beside");
        remedy_->setText(tr("Strokes found: use them"));
        remedy_->setToolTip(tr("%1 lies beside the images. Opens both.").arg(strokes));
    } else {
        remedy_->setToolTip(tr("Opens the data with %1").arg(remedyKey_));
    }
    remedy_->setVisible(!remedyKey_.isEmpty());
}

QString DatasetField::problem() const {
    if (choice_.isOpening()) return tr("%1: the data are being read").arg(caption_);
    return choice_.error().isEmpty() ? QString() : tr("%1: these data cannot be used").arg(caption_);
}

void DatasetField::showState() {
    const bool opening = choice_.isOpening(), failed = !choice_.error().isEmpty();
    const session::DatasetSummary& inUse = choice_.inUse();
    const bool open = !opening && !failed;
    button_->setText(buttonText(button_->fontMetrics().elidedText(choice_.name(), Qt::ElideRight, nameWidth)));
    button_->setIcon(lineIcon(choice_.spec().isEmpty() ? "warning" : choice_.isGlyphs() ? "glyphs" : "dataset"));
    button_->setToolTip(choice_.spec());
    setFault(note_, failed);
    note_->setText(note());
    note_->setToolTip(open ? inUse.alphabets.join(QStringLiteral(", ")) : choice_.error());
    strip_->setImages(open ? inUse.examples : std::vector<Image>());
    cancel_->setVisible(opening);
    progress_->setVisible(opening);
    progress_->setRange(0, choice_.percent() ? 100 : 0);
    progress_->setValue(choice_.percent());
    details_->setEnabled(!choice_.spec().isEmpty() && !opening);
    showWarnings();
    showRemedy();
}

QString DatasetField::note() const {
    const session::DatasetSummary& inUse = choice_.inUse();
    const int percent = choice_.percent(), leftOut = choice_.leftOut();
    QString text;
    if (choice_.spec().isEmpty())
        text = noneNote_;
    else if (choice_.isOpening())
        text = percent ? tr("Reading, %1 %").arg(percent) : tr("Reading...");
    else if (!choice_.error().isEmpty())
        text = choice_.error().section(u'\n', 0, 0);
    else
        text = tr("%1 · %2 · %3")
                   .arg(session::counted(inUse.alphabets.size(), tr("1 alphabet"), tr("%1 alphabets")),
                        session::counted(inUse.info.characters, tr("1 character"), tr("%1 characters")),
                        session::counted(inUse.info.drawings, tr("1 drawing"), tr("%1 drawings")));
    if (leftOut > 0)
        text +=
            u'\n' + session::counted(leftOut, tr("1 more file was dropped and left out: drop one dataset at a time."),
                                     tr("%1 more files were dropped and left out: drop one dataset at a time."));
    return text;
}

void DatasetField::askForPath(bool folder) {
    const QStringList files{tr("Data (*.zip *.tar *.tgz *.gz *.bz2 *.xz *.zst *idx3-ubyte *.idx *.csv *.tsv)"),
                            tr("Archives of images (*.zip *.tar *.tgz *.tar.*)"),
                            tr("IDX images, as MNIST (*idx3-ubyte* *.idx *.gz)"), tr("Tables of vectors (*.csv *.tsv)"),
                            tr("All files (*)")};
    askWhatToOpen(this, {QStringLiteral("dataset"), caption_, folder ? QString() : files.join(QStringLiteral(";;"))},
                  [this](const QString& path) { choice_.choosePath(path); });
}

QStringList DatasetField::droppedPaths(const QMimeData* data) {
    QStringList paths;
    for (const QUrl& url : data->urls())
        if (const QString path = url.toLocalFile(); !path.isEmpty()) paths += path;
    return paths;
}

}  // namespace oneshot::ui
