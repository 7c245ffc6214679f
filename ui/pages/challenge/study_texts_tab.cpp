#include "ui/pages/challenge/study_texts_tab.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/base/open_file.h"
#include "ui/pages/challenge/study_text.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

StudyTextsTab::StudyTextsTab(Study& study)
    : study_(study),
      which_(new QComboBox),
      pictures_(new QComboBox),
      editors_(new QStackedWidget),
      preview_(new StudyText),
      insert_(new QPushButton(tr("Insert"))),
      remove_(new QPushButton(tr("Remove"))),
      said_(textLabel("study.pictures.said")) {
    constexpr int typingMs = 200;
    timer_.setSingleShot(true);
    timer_.setInterval(typingMs);
    which_->setObjectName(QStringLiteral("study.texts.which"));
    which_->setAccessibleName(tr("Which text"));
    const auto add = [&](const char* name, const QString& title, std::string& text) {
        which_->addItem(title);
        editors_->addWidget(makeEditor(name, text));
    };
    add("study.texts.consent", tr("Consent, before all else"), study.texts.consent);
    add("study.texts.instruction", tr("Instruction"), study.texts.instruction);
    add("study.texts.practice_end", tr("End of practice"), study.texts.practiceEnd);
    add("study.texts.breaks", tr("Breaks"), study.texts.breaks);
    add("study.texts.thanks", tr("Thanks"), study.texts.thanks);
    addNote(
        tr("A little Markdown: # a title, **bold**, - a list, ![a sign](NAME) for a picture. Empty: the program's own "
           "words where something must be said."));
    rows()->addWidget(which_);
    preview_->setObjectName(QStringLiteral("study.texts.preview"));
    auto* page = new QWidget;
    page->setLayout(columnLayout(0, {preview_, Filler{}}, {10, 8, 10, 8}));
    QScrollArea* seen = scrolled(page);
    setStyleRole(seen, "card");
    seen->setToolTip(tr("As a participant sees it"));
    rows()->addLayout(rowLayout(12, {{editors_, 1}, {seen, 1}}), 1);
    addFaultLine("texts");
    rows()->addWidget(makePictures());
    addFaultLine("pictures");

    connect(which_, &QComboBox::currentIndexChanged, this, [this](int index) {
        editors_->setCurrentIndex(index);
        showPreview();
    });
    connect(&timer_, &QTimer::timeout, this, &StudyTextsTab::showPreview);
    connect(&reader_, &session::Worker::failed, this, [this](const QString& why) { showNote(said_, why, true); });
    listPictures({});
    showPreview();
}

QWidget* StudyTextsTab::makeEditor(const char* name, std::string& text) {
    constexpr int lines = 10;
    texts_.push_back(&text);
    auto* editor = new QPlainTextEdit(QString::fromStdString(text));
    editor->setObjectName(QLatin1String(name));
    editor->setAccessibleName(which_->itemText(which_->count() - 1));
    editor->setTabChangesFocus(true);
    editor->setMinimumHeight(lines * editor->fontMetrics().lineSpacing());
    connect(editor, &QPlainTextEdit::textChanged, this, [this, editor, &text] {
        text = editor->toPlainText().toStdString();
        timer_.start();
        Q_EMIT changed();
    });
    return editor;
}

QWidget* StudyTextsTab::makePictures() {
    pictures_->setObjectName(QStringLiteral("study.pictures.names"));
    pictures_->setAccessibleName(tr("Pictures of the study"));
    pictures_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    pictures_->setMinimumContentsLength(12);
    auto* add = new QPushButton(tr("Add a picture..."));
    add->setObjectName(QStringLiteral("study.pictures.add"));
    insert_->setObjectName(QStringLiteral("study.pictures.insert"));
    insert_->setToolTip(tr("Into the text, where the cursor is"));
    remove_->setObjectName(QStringLiteral("study.pictures.remove"));
    connect(add, &QPushButton::clicked, this, [this] {
        askWhatToOpen(this,
                      {QStringLiteral("study.pictures"), tr("Add a picture"), tr("Pictures (*.png *.jpg *.jpeg)")},
                      [this](const QString& path) { addPicture(path); });
    });
    connect(insert_, &QPushButton::clicked, this,
            [this] { editor()->insertPlainText(QStringLiteral("![%1](%1)").arg(pictures_->currentText())); });
    connect(remove_, &QPushButton::clicked, this, [this] {
        study_.pictures.erase(pictures_->currentText().toStdString());
        listPictures({});
        timer_.start();
        Q_EMIT changed();
    });
    auto* pictures = new QWidget;
    pictures->setLayout(columnLayout(6, {rowLayout(6, {add, {pictures_, 1}, insert_, remove_}), said_}));
    said_->hide();
    return pictures;
}

QPlainTextEdit* StudyTextsTab::editor() const {
    return static_cast<QPlainTextEdit*>(editors_->currentWidget());
}

void StudyTextsTab::showPreview() {
    preview_->setText(study_, *texts_[static_cast<std::size_t>(editors_->currentIndex())]);
}

void StudyTextsTab::listPictures(const QString& chosen) {
    pictures_->clear();
    for (const auto& [name, bytes] : study_.pictures) pictures_->addItem(QString::fromStdString(name));
    pictures_->setCurrentIndex(std::max(0, pictures_->findText(chosen)));
    for (QWidget* part : std::initializer_list<QWidget*>{pictures_, insert_, remove_})
        part->setEnabled(!study_.pictures.empty());
}

void StudyTextsTab::addPicture(const QString& path) {
    static const QRegularExpression unusual(QStringLiteral(R"x([/\\()"\s]+)x"));  // in the names of pictures
    const QString name = QFileInfo(path).fileName().replace(unusual, QStringLiteral("-"));
    said_->hide();
    reader_.run([path](const session::Worker::Control&) { return readFileBytes(path.toStdString(), maxPictureBytes); },
                [this, name](const std::vector<std::uint8_t>& bytes) {
                    study_.pictures[name.toStdString()] = bytes;
                    listPictures(name);
                    timer_.start();
                    Q_EMIT changed();
                });
}

}  // namespace oneshot::ui
