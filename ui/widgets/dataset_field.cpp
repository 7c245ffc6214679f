#include "ui/widgets/dataset_field.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>

#include "core/data/data_spec.h"
#include "core/data/error.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int nameWidth = 210;  // px

}  // namespace

DatasetField::DatasetField(const QString& caption, const QString& glyphSpec, QWidget* parent)
    : QWidget(parent),
      caption_(caption),
      glyphSpec_(glyphSpec),
      button_(new QToolButton),
      note_(new QLabel),
      strip_(new CharacterStrip),
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
    menu_->addAction(lineIcon("archive"), tr("Open a zip..."), this, &DatasetField::openZip)
        ->setObjectName(QStringLiteral("dataset.zip"));
    menu_->addAction(lineIcon("folder"), tr("Open a folder..."), this, &DatasetField::openFolder)
        ->setObjectName(QStringLiteral("dataset.folder"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(captionLabel);
    layout->addWidget(button_);
    layout->addWidget(note_);
    layout->addWidget(strip_);
    connect(&inspector_, &session::DatasetInspector::inspected, this, &DatasetField::show);
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

void DatasetField::choose(const QString& spec) {
    spec_ = spec;
    summary_ = {};
    percent_ = 0;
    reading_ = !spec.isEmpty();
    if (reading_) inspector_.inspect(spec);
    showState();
    Q_EMIT changed();
}

void DatasetField::choosePath(const QString& path) {
    DataSpec spec;
    spec.path = path.toStdString();
    choose(QString::fromStdString(toString(spec)));
}

bool DatasetField::isGlyphs(const QString& spec) {
    return spec == QStringLiteral("glyphs") || spec.startsWith(QStringLiteral("glyphs:"));
}

QString DatasetField::problem() const {
    if (reading_) return tr("%1: the data are being read").arg(caption_);
    return summary_.error.isEmpty() ? QString() : tr("%1: these data cannot be used").arg(caption_);
}

QString DatasetField::displayName() const {
    return summary_.name.isEmpty() || glyphs() ? nameOf(spec_) : summary_.name;
}

QString DatasetField::nameOf(const QString& spec) {
    if (spec.isEmpty()) return tr("Nothing held out");
    return isGlyphs(spec) ? tr("Built-in glyphs") : QFileInfo(spec).fileName();
}

void DatasetField::show(const session::DatasetSummary& summary) {
    if (summary.spec != spec_) return;  // nothing was chosen meanwhile
    summary_ = summary;
    reading_ = false;
    showState();
    Q_EMIT changed();
}

void DatasetField::showState() {
    const QLocale locale;
    button_->setText(button_->fontMetrics().elidedText(displayName(), Qt::ElideMiddle, nameWidth));
    button_->setIcon(lineIcon(spec_.isEmpty() ? "warning" : glyphs() ? "glyphs" : "dataset"));
    button_->setToolTip(spec_);
    setStyleRole(note_, "fault", !summary_.error.isEmpty());
    setStyleRole(note_, "muted", summary_.error.isEmpty());
    strip_->setImages(summary_.examples);
    note_->setToolTip(summary_.alphabets.join(QStringLiteral(", ")));
    if (spec_.isEmpty()) {
        note_->setText(noneNote_);
    } else if (reading_) {
        note_->setText(percent_ ? tr("Reading, %1 %").arg(percent_) : tr("Reading..."));
    } else if (!summary_.error.isEmpty()) {
        note_->setText(breakable(summary_.error));
    } else {
        const auto alphabets = summary_.alphabets.size();
        note_->setText(tr("%1 · %2 characters · %3 drawings")
                           .arg(alphabets == 1 ? tr("1 alphabet") : tr("%1 alphabets").arg(alphabets),
                                locale.toString(summary_.characters), locale.toString(summary_.drawings)));
    }
}

void DatasetField::openZip() {
    auto* dialog = new QFileDialog(this, caption_);
    dialog->setObjectName(QStringLiteral("dataset.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Zip archives in Omniglot's layout (*.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &DatasetField::choosePath);
    dialog->open();
}

void DatasetField::openFolder() {
    auto* dialog = new QFileDialog(this, caption_);
    dialog->setObjectName(QStringLiteral("dataset.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &DatasetField::choosePath);
    dialog->open();
}

QString DatasetField::droppedPath(const QMimeData* data) {
    for (const QUrl& url : data->urls())
        if (const QFileInfo file(url.toLocalFile());
            file.isDir() || file.suffix().compare(QStringLiteral("zip"), Qt::CaseInsensitive) == 0)
            return file.filePath();
    return {};
}

void DatasetField::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedPath(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void DatasetField::dropEvent(QDropEvent* event) {
    choosePath(droppedPath(event->mimeData()));
    event->acceptProposedAction();
}

}  // namespace oneshot::ui
